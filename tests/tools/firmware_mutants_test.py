"""What tools/mutate_firmware takes for a slip, and that it tells the noticed from the unnoticed.

Argument: the program.
"""
import os
import subprocess
import sys
import tempfile
import unittest

from script import load

PROJECT = os.path.realpath(os.path.join(os.path.dirname(os.path.realpath(__file__)), "../.."))
sys.path.insert(0, os.path.join(PROJECT, "tools"))
mutants = load("firmware_mutants.py")


def texts(source):
    return [mutant.text for mutant in mutants.mutants_of("a.c", source)]


class Mutants(unittest.TestCase):
    def test_comparisons_are_strict_loose_and_turned_round(self):
        self.assertEqual(["return a <= b;", "return a >= b;"], texts("return a < b;\n"))
        self.assertEqual(["return a < b;", "return a > b;"], texts("return a >= b;\n"))
        self.assertEqual(["return a != b;"], texts("return a == b;\n"))

    def test_logic_signs_and_bits(self):
        self.assertEqual(["if (a || b) c += d;", "if (a && b) c -= d;"],
                         texts("if (a && b) c += d;\n"))
        self.assertEqual(["if (a) b++;", "if (!a) b--;"], texts("if (!a) b++;\n"))
        self.assertEqual(["x = a | 15u;", "x = a & 14u;", "x = a & 16u;"],
                         texts("x = a & 15u;\n"))

    def test_a_bare_condition_is_negated(self):
        self.assertEqual(["if (!(flag)) go(a);"], texts("if (flag) go(a);\n"))

    def test_constants_are_one_off_and_stay_as_they_are_written(self):
        self.assertEqual(["#define LIMIT 0x10u", "#define LIMIT 0xEu"],
                         texts("#define LIMIT 0x0Fu\n"))
        self.assertEqual(["return 1;"], texts("return 0;\n"))

    def test_signs_pointers_addresses_casts_and_sizes_are_none(self):
        self.assertEqual([], texts("const uint8_t* a = &b; struct soc* s = *t; return -c;\n"))
        self.assertEqual([], texts("x = (uint32_t)-y; x = (const struct soc*)&z;\n"))
        self.assertEqual(["uint8_t m[8] = {b + c};"], texts("uint8_t m[8] = {b - c};\n"))

    def test_comments_strings_and_directives_are_left_alone(self):
        self.assertEqual([], texts('#include "a-1.h"\n#if A > 1\n/* a < b */ f("a < 1", \'<\');'
                                   "  // 1\n#endif\n"))

    def test_one_place_of_the_source_is_replaced(self):
        source = "a = 1;\nb = c < 1; /* 1 */\n"
        found = list(mutants.mutants_of("a.c", source))
        self.assertEqual([("a.c:1: a = 0;", "a = 0;\nb = c < 1; /* 1 */\n"),
                          ("a.c:2: b = c < 2; /* 1 */", "a = 1;\nb = c < 2; /* 1 */\n")],
                         [(found[i].name, found[i].apply(source)) for i in (0, -1)])


class Run(unittest.TestCase):
    def run_script(self, folder, *options):
        done = subprocess.run(
            [sys.executable, os.path.join(PROJECT, "tools/mutate_firmware"), "--scenarios-only",
             "--program", sys.argv_program, "--out", folder, "--only=relay_logic.c", "--every=21",
             *options], capture_output=True, text=True)
        self.assertEqual((0, ""), (done.returncode, done.stderr), done.stdout)
        return done.stdout

    def test_four_mutants_and_one_scenario(self):
        scenario = os.path.join(PROJECT, "scenarios/manual/each_limit_in_turn.json")
        with tempfile.TemporaryDirectory() as folder:
            told = self.run_script(folder, "--scenarios", scenario)
            self.assertIn("4 mutants, 4 to run against 1 scenarios and 0 tests\n", told)
            # All cells above V-bypass, not at it; a lamp at T-min, not below it: here nothing is.
            self.assertIn("| `relay_logic.c` | 2 | 0 | 2 | 0 | 0 |\n", told)
            # What was killed is remembered; who survived is tried again.
            again = self.run_script(folder, "--scenarios", scenario)
            self.assertIn("4 mutants, 2 to run", again)


if __name__ == "__main__":
    sys.argv_program = sys.argv.pop(1)
    unittest.main()
