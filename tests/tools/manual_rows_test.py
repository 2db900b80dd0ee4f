"""What counts as a test's claim to show a row of the manual, and what does not."""
import unittest

from script import load

manual_rows = load("manual_rows")

KNOWN = ["M-CHN-01", "M-ALG-02", "M-ALG-03"]


def listed(tests):
    text = manual_rows.list_text(KNOWN, tests)
    return text[len(manual_rows.HEAD):-len(manual_rows.TAIL)]


class ManualRows(unittest.TestCase):
    def test_comments_of_cpp_count_and_strings_do_not(self):
        self.assertEqual({"M-CHN-01", "M-ALG-02", "M-ALG-03"}, manual_rows.rows_of("a_test.cpp", '''
            // M-CHN-01: of a line
            /* M-ALG-02, M-ALG-03:
               of several */
            hint("a \\" // M-SW-01"); raw(R"x(" // M-SW-02)x"); quote('"'); // '''))
        self.assertEqual({"M-ALG-02"}, manual_rows.rows_of(
            "a_test.cpp", "const char quote = '\"';  // M-ALG-02\n"))

    def test_comments_and_docstrings_of_python_count_and_strings_do_not(self):
        self.assertEqual({"M-CHN-01", "M-ALG-02", "M-ALG-03"}, manual_rows.rows_of("a_test.py", (
            '"""M-CHN-01"""\n'
            'class Of:\n'
            '    """M-ALG-02"""\n'
            '    def test(self):\n'
            '        self.find("M-SW-01")  # M-ALG-03\n')))

    def test_list_is_in_the_order_of_the_manual(self):
        self.assertEqual('    {"M-CHN-01", "b_test.cpp"},\n'
                         '    {"M-ALG-02", "a_test.cpp"},\n'
                         '    {"M-ALG-02", "b_test.cpp"},\n',
                         listed({"b_test.cpp": "// M-ALG-02, M-CHN-01, M-ALG-02",
                                 "a_test.cpp": "// M-ALG-02", "c_test.cpp": "none"}))

    def test_a_row_that_the_manual_has_not_is_refused(self):
        with self.assertRaises(ValueError) as refused:
            listed({"a_test.cpp": "// M-ALG-99"})
        self.assertEqual("a_test.cpp: no row of the manual is M-ALG-99\n"
                         "  hint: sim/scenario/manual_rows.h has them all", str(refused.exception))


if __name__ == "__main__":
    unittest.main()
