"""Which undefined symbols count as a transcendental of the C library."""
import sys
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


if __name__ == "__main__":
    unittest.main()
