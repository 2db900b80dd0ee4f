"""A small house in memory, with one breach of each rule."""
import sys
import unittest

sys.dont_write_bytecode = True
from script import load  # noqa: E402

check_layers = load("check_layers")


def first_lines(files):
    return [breach.split("\n")[0] for breach in check_layers.find_breaches(files)]


class CheckLayers(unittest.TestCase):
    def test_a_downward_include_is_silent(self):
        self.assertEqual([], first_lines({
            "models/units/volts.h": "#include <cstdint>\n",
            "models/physics/cell.h": '#include "models/units/volts.h"\n',
            "models/physics/cell.cpp": '#include "models/physics/cell.h"\n',
            "sim/cli/main.cpp": '#include "models/physics/cell.h"\n#include <boost/x.hpp>\n',
        }))

    def test_an_upward_include_is_found_with_its_line(self):
        self.assertEqual(
            ["models/physics/cell.h:2: models/physics includes up: models/parts/relay.h"],
            first_lines({
                "models/parts/relay.h": "#include <systemc>\n",
                "models/physics/cell.h": '// cell\n#include "models/parts/relay.h"\n',
            }))

    def test_a_neighbour_of_the_same_level_is_found(self):
        self.assertEqual(
            ["models/physics/a.h:1: models/physics includes sideways: firmware_glue/host/b.h"],
            first_lines({
                "firmware_glue/host/b.h": "",
                "models/physics/a.h": '#include "firmware_glue/host/b.h"\n',
            }))

    def test_a_relative_include_does_not_hide_it(self):
        self.assertEqual(
            ["models/physics/a.h:1: models/physics includes up: sim/cli/b.h"],
            first_lines({
                "sim/cli/b.h": "",
                "models/physics/a.h": '#include "../../sim/cli/b.h"\n',
            }))

    def test_a_circle_is_found(self):
        self.assertEqual(
            ["models/units/a.h:1: includes go in a circle: "
             "models/units/a.h -> models/units/b.h -> models/units/a.h"],
            first_lines({
                "models/units/a.h": '#include "b.h"\n',
                "models/units/b.h": '#include "a.h"\n',
            }))

    def test_libraries_stay_in_their_folders(self):
        self.assertEqual(
            ["firmware_glue/host/a.cpp:2: Boost is used in firmware_glue/host",
             "models/physics/b.cpp:1: SystemC is used in models/physics",
             "sim/scenario/c.cpp:2: SystemC is used in sim/scenario",
             "sim/signals/d.cpp:2: JSON is used in sim/signals"],
            first_lines({
                "firmware_glue/host/a.cpp":
                    "#include <boost/context/fiber.hpp>\n#include <boost/any.hpp>\n",
                "models/physics/b.cpp": "#include <systemc.h>\n",
                "sim/scenario/c.cpp": "#include <nlohmann/json.hpp>\n#include <systemc>\n",
                "sim/signals/d.cpp": "#include <muParser.h>\n#include <nlohmann/json.hpp>\n",
            }))

    def test_the_environment_is_read_nowhere(self):
        self.assertEqual(
            ["sim/cli/main.cpp:2: the environment is read: getenv"],
            first_lines({"sim/cli/main.cpp": "// getenv is refused\nauto home = getenv(name);\n"}))

    def test_firmware_sees_the_contract_only(self):
        self.assertEqual(
            ["firmware_glue/reference/a.c:3: firmware includes only cellhal.h and its own files",
             "firmware_glue/reference/a.c:4: firmware includes <stdio.h>"],
            first_lines({
                "firmware_glue/hal/cellhal.h": "",
                "firmware_glue/hal/cellfw_abi.h": "",
                "firmware_glue/reference/a.c":
                    '#include "cellhal.h"\n#include <stdint.h>\n'
                    '#include "firmware_glue/hal/cellfw_abi.h"\n#include <stdio.h>\n',
            }))


if __name__ == "__main__":
    unittest.main()
