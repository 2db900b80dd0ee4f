"""One line of the reference firmware is broken; the day's expectations have to find it.

Arguments: the program, the C compiler.
"""
import os
import shutil
import subprocess
import unittest

import simulator
from simulator import DAY, PROJECT

HAL = os.path.join(PROJECT, "firmware_glue/hal")
REFERENCE = os.path.join(PROJECT, "firmware_glue/reference")
# As in firmware_glue/reference/CMakeLists.txt, without the warnings: a broken source may have some.
FLAGS = ["-std=c11", "-O2", "-fPIC", "-fvisibility=hidden", "-shared", "-DCELLHAL_HOST",
         "-DCELLFW_CPU_HZ=8000000u", '-DCELLFW_VERSION="broken"', "-Wl,-Bsymbolic", "-Wl,-z,now",
         "-Wl,-z,relro"]


def sources_of_roles():
    with open(os.path.join(REFERENCE, "sources.txt")) as file:
        lines = [line.split() for line in file if line[0].islower()]
    return {role: files for role, *files in lines}


class BrokenFirmware(unittest.TestCase):
    def setUp(self):
        self.folder = simulator.folder_for(self)
        self.sources = os.path.join(self.folder, "reference")
        shutil.copytree(REFERENCE, self.sources)

    def replace(self, name, text, by):
        path = os.path.join(self.sources, name)
        with open(path) as file:
            source = file.read()
        self.assertEqual(1, source.count(text), f"{name} has to have this exactly once: {text}")
        with open(path, "w") as file:
            file.write(source.replace(text, by))

    def compile(self, role, files):
        shared_object = os.path.join(self.folder, role + ".so")
        subprocess.run(
            [simulator.arguments[1], *FLAGS, f"-DCELLFW_ROLE=CELLFW_ROLE_{role.upper()}",
             f'-DCELLFW_NAME="{role}"', "-I", os.path.dirname(HAL),
             *(os.path.join(self.sources, file) for file in files),
             os.path.join(HAL, "glue.c"), "-o", shared_object], check=True)
        return f"--firmware={role}={shared_object}"

    def run_day(self, changed=None):
        """With the roles that the changed file is part of compiled anew; without one all."""
        firmware = [self.compile(role, files) for role, files in sources_of_roles().items()
                    if changed is None or changed in files]
        self.assertTrue(firmware)
        return simulator.run(os.path.join(self.folder, "out"), *firmware)

    def assert_found(self, name, text, by, expected):
        """The broken line makes just this difference at the least: exit 1 and these verdicts."""
        self.replace(name, text, by)
        outcome = self.run_day(name)
        self.assertEqual(1, outcome.status, outcome.told())
        results = outcome.results()
        self.assertEqual(expected, {key: results[key] for key in expected}, outcome.told())

    def test_the_unbroken_one_passes(self):
        simulator.assert_all_pass(self, self.run_day())

    def test_state_of_charge_never_full(self):
        self.assert_found(
            "soc.c", "soc->charge = soc->capacity;\n    soc->calibrated = 1;",
            "soc->calibrated = 1;",
            {"balances_fills_and_restarts": "fail", "full_means_full": "untested"})

    def test_charging_goes_on_when_all_cells_are_at_v_bypass(self):
        self.assert_found(
            "relay_logic.c", "return !in->critical && in->lowest_voltage >= in->v_bypass;",
            "return 0;", {"balances_fills_and_restarts": "fail"})

    def test_bypass_never_on(self):
        self.assert_found(
            "cell_core.c", "        set_bypass(core, 1);", "        set_bypass(core, 0);",
            {"balances_fills_and_restarts": "fail", "full_means_full": "untested"})

    def test_charging_restarts_above_the_threshold_not_below(self):
        self.assert_found(
            "relay_logic.c", "in->soc_percent < l->charge_restart_percent",
            "in->soc_percent > l->charge_restart_percent",
            {"charge_restarts_below_95_percent": "fail"})

    def test_loads_are_allowed_below_v_min_only(self):
        self.assert_found(
            "relay_logic.c", "|| in->lowest_voltage <= l->v_min;",
            "|| in->lowest_voltage >= l->v_min;",
            {"loads_are_served_all_day": "fail"})

    def test_sum_of_voltages_loses_its_carries(self):
        self.assert_found(
            "passing_message.c", "message->carry = chain_high_byte(sum);", "message->carry = 0;",
            {"every_cell_is_counted_and_read": "fail"})

    def test_data_out_has_its_bytes_in_the_wrong_order(self):
        self.assert_found(
            "data_out.c", "chain_put_u16(at, value);",
            "at[0] = chain_low_byte(value);\n    at[1] = chain_high_byte(value);",
            {"every_cell_is_counted_and_read": "fail", "lowest_cell_is_seen": "fail"})

    def test_data_out_denies_that_charging_is_allowed(self):
        self.assert_found(
            "out_pack.c", "status |= STATUS_CHARGE_ALLOWED;", "status |= 0;",
            {"frames_tell_what_the_contact_does": "fail"})

    def test_charge_of_the_loads_is_added(self):
        self.assert_found(
            "out_pack.c", "soc_add(&pack->soc, charge[0] - charge[1]);",
            "soc_add(&pack->soc, charge[0] + charge[1]);",
            {"balances_fills_and_restarts": "fail"})

    def test_lowest_voltage_is_the_highest(self):
        # Such a message does not agree with itself: OUT believes none.
        self.assert_found(
            "passing_message.c", "low, low < in", "low, low > in",
            {"lowest_cell_is_seen": "fail", "frames_keep_coming": "fail"})

    def test_charge_is_counted_by_half(self):
        self.assert_found(
            "in_board.c", "(board.fast ? 1 : 2)", "1", {"soc_follows_the_pack": "fail"})


if __name__ == "__main__":
    simulator.main(2)
