"""Which undefined symbols count as a transcendental of the C library."""
import json
import os
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
from script import load  # noqa: E402

check_symbols = load("check_symbols")


class CheckSymbols(unittest.TestCase):
    def test_transcendentals_are_found_in_all_their_spellings(self):
        names = ["exp", "logf", "powl", "sincos", "__exp_finite", "_ZGVdN4v_sin", "atan2@GLIBC_2.2.5"]
        output = "".join(f"                 U {name}\n" for name in names)
        self.assertEqual(len(names), len(check_symbols.find_transcendentals(output)))

    def test_exact_functions_and_our_own_are_not(self):
        names = ["sqrt", "floor", "ceil", "fabs", "llround", "fmod", "ldexp", "fma", "memcpy",
                 "_ZN9cellchain3expEd", "logger", "cosine"]
        output = "".join(f"                 U {name}\n" for name in names)
        self.assertEqual([], check_symbols.find_transcendentals(output))

    def test_every_object_of_models_and_sim_is_looked_at(self):
        ours = ["sim/cli/CMakeFiles/cellchain.dir/main.cpp.o",
                "models/parts/CMakeFiles/parts.dir/Unity/unity_0_cxx.cxx.o"]
        others = ["sim/results/CMakeFiles/results.dir/cmake_pch.hxx.gch",
                  "tests/sim/cli/CMakeFiles/cli_test.dir/cli_test.cpp.o"]
        with tempfile.TemporaryDirectory() as build:
            with open(os.path.join(build, "compile_commands.json"), "w", encoding="utf-8") as file:
                json.dump([{"directory": build, "file": "some.cpp", "command": f"c++ -o {built}"}
                           for built in ours + others], file)
            looked_at = [os.path.relpath(built, build)
                         for _, built in check_symbols.our_objects(build)]
        self.assertEqual(ours, looked_at)


if __name__ == "__main__":
    unittest.main()
