"""`cellchain firmware check`: what keeps a shared object from being firmware, and the flag to add.

Arguments: the program, the C compiler, the C++ compiler.
"""
import hashlib
import os
import re
import subprocess
import unittest

import simulator
from simulator import PROJECT

HAL = os.path.join(PROJECT, "firmware_glue/hal")
COMPILE = ["-O1", "-fPIC", "-fvisibility=hidden"]
LINK = ["-shared", "-Wl,-Bsymbolic", "-Wl,-z,now"]
ABOUT = ["-DCELLHAL_HOST", "-DCELLFW_ROLE=CELLFW_ROLE_CELL", "-DCELLFW_CPU_HZ=8000000u",
         '-DCELLFW_NAME="mine"', '-DCELLFW_VERSION="1.0"']
EMPTY = """#include "hal/cellhal.h"
void fw_reset(uint8_t cause) { (void)cause; }
void fw_event(uint8_t event, uint8_t n, uint16_t arg) { (void)event, (void)n, (void)arg; }
"""


class FirmwareCheck(unittest.TestCase):
    def setUp(self):
        self.folder = simulator.folder_for(self)
        self.file = os.path.join(self.folder, "my_cell.so")

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w") as file:
            file.write(text)
        return path

    def build(self, source=EMPTY, flags=(*COMPILE, *LINK), about=ABOUT, hal=HAL, glue=True,
              cpp=False):
        """Of C, or with the firmware's own source in C++."""
        include = ["-I", os.path.dirname(hal)]
        compile_only = [flag for flag in flags if flag not in LINK]
        objects = []
        for compiler, path in (
                (simulator.arguments[2 if cpp else 1],
                 self.write("my_cell.cpp" if cpp else "my_cell.c", source)),
                (simulator.arguments[1], os.path.join(hal, "glue.c"))):
            if glue or not path.endswith("glue.c"):
                objects.append(os.path.join(self.folder, os.path.basename(path) + ".o"))
                subprocess.run([compiler, *compile_only, *about, *include, "-c", path, "-o",
                                objects[-1]], check=True)
        subprocess.run([simulator.arguments[2 if cpp else 1],
                        *(flag for flag in flags if flag not in COMPILE), *objects, "-o",
                        self.file], check=True)

    def check(self):
        outcome = subprocess.run([simulator.arguments[0], "firmware", "check", self.file],
                                 capture_output=True, text=True)
        return outcome.returncode, outcome.stdout, outcome.stderr

    def assert_refused(self, *lines):
        """By the check and, with the same words, by a run. `lines` are mistake, hint, ..."""
        expected = "".join(f"  hint: {line}\n" if i % 2 else f"{self.file}: {line}\n"
                           for i, line in enumerate(lines))
        self.assertEqual((2, "", expected), self.check())
        run = simulator.run(os.path.join(self.folder, "out"), f"--firmware=cell={self.file}")
        self.assertEqual((2, "", expected), (run.status, run.output, run.errors))

    def test_a_good_one_is_told_what_it_is(self):
        self.build()
        with open(self.file, "rb") as file:
            sha256 = hashlib.sha256(file.read()).hexdigest()
        status, output, errors = self.check()
        self.assertEqual((0, ""), (status, errors))
        self.assertEqual(f"""{self.file}: good
  role      cell
  style     event
  name      mine
  version   1.0
  contract  V
  clock     8000000 Hz
  state     N bytes on each board
  exports   cellfw_query
  sha256    {sha256}
""", re.sub(r"state     \d+", "state     N", re.sub(r"contract  1\.\d+", "contract  V", output)))

    def test_that_of_a_role_is_refused_for_another(self):
        self.build()
        run = simulator.run(os.path.join(self.folder, "out"), f"--firmware=out={self.file}")
        self.assertEqual((2, f"{self.file}: was built for role cell, wanted for role out\n"),
                         (run.status, run.errors))

    def test_without_the_glue(self):
        self.build("int nothing;\n", glue=False)
        self.assert_refused('does not export "cellfw_query"',
                            "compile firmware_glue/hal/glue.c into it")

    def test_without_hidden_symbols(self):
        self.build(flags=["-O1", "-fPIC", *LINK])
        listed = subprocess.run(["nm", "-D", "--defined-only", self.file], check=True,
                                capture_output=True, text=True).stdout.splitlines()
        others = sorted({line.split()[-1] for line in listed} - {"cellfw_query"})
        self.assertIn("fw_event", others)
        self.assert_refused(
            f'exports more than "cellfw_query": {", ".join(others[:4])} and {len(others) - 4} more',
            "compile with -fvisibility=hidden; C++ also with -fvisibility-inlines-hidden and "
            "-fno-gnu-unique")

    def test_without_the_flags_of_the_linker(self):
        self.build(flags=[*COMPILE, "-shared"])
        self.assert_refused(
            "may call another library's functions in place of its own", "link with -Wl,-Bsymbolic",
            "looks up functions while it runs", "link with -Wl,-z,now")

    def test_that_is_not_position_independent(self):
        self.build("int where; int *const volatile table = &where;\n"
                   "int there(void) { return where; }\n" + EMPTY,
                   flags=["-O1", "-fvisibility=hidden", "-fno-pic", "-mcmodel=large", "-Wl,-z,notext",
                          "-Wl,--no-warnings", *LINK])
        self.assert_refused("is not position independent", "compile with -fPIC")

    def test_that_is_no_shared_object(self):
        self.build()
        os.rename(os.path.join(self.folder, "my_cell.c.o"), self.file)
        self.assert_refused("is no shared object", "link with -shared")

    def test_that_is_a_program(self):
        self.build(EMPTY + "int main(void) { return 0; }\n",
                   flags=[*COMPILE, "-pie", "-Wl,-Bsymbolic", "-Wl,-z,now"])
        self.assert_refused("is a program, not a shared object", "link with -shared")

    def test_that_is_something_else(self):
        self.write("my_cell.so", "a text that is longer than the header of a shared object is, "
                                 "so that it is not refused for being short alone\n")
        self.assert_refused("is no shared object of this machine's",
                            "compile it with this machine's own compiler, and link with -shared")

    def test_that_is_not_there(self):
        self.assertEqual(
            (2, "", f"{self.file}: cannot be opened: No such file or directory\n"), self.check())

    def test_what_all_boards_would_share(self):
        self.build("""#include <errno.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
volatile double number; char text[20]; void *volatile memory;
int each(void) {
    memory = malloc(5); free(memory);
    srand(1); errno = rand(); setlocale(LC_ALL, "");
    number = pow(number, number) + powf((float)number, 2.5f) + (double)time(NULL);
    return getpid() + puts(strtok(text, " ")) + sprintf(text, "%d", 5) + getenv("HOME")[0];
}
""" + EMPTY, flags=[*COMPILE, *LINK, "-fno-builtin"])
        self.assert_refused(
            "uses __errno_location", "one errno for all boards; return errors as values",
            "uses free, malloc", "one heap for all boards; use static variables",
            "uses getenv", "a board has no operating system",
            "uses getpid", "no part of a firmware; link what defines it into the file",
            "uses pow", "double precision, which no microcontroller has; use powf",
            "uses puts", "a board has no console; use hal_trace",
            "uses rand, srand", "one sequence for all boards; keep a generator of your own",
            "uses setlocale", "one locale for all boards; write numbers yourself",
            "uses sprintf",
            "follows the host's locale and its heap; write and read numbers yourself",
            "uses strtok", "remembers its text for all boards; use strchr or strspn",
            "uses time", "the host's clock, not the board's; use hal_ticks or a timer")

    def test_thread_local_variables(self):
        self.build("_Thread_local int mine; int get(void) { return mine++; }\n" + EMPTY,
                   flags=[*COMPILE, *LINK, "-ftls-model=initial-exec"])
        self.assert_refused("has thread-local variables, which all boards would share",
                            "make them ordinary static variables")

    def test_what_a_microcontroller_has_is_no_breach(self):
        self.build("""#include <math.h>
#include <string.h>
volatile float x; char text[40];
float each(void) { memmove(text, text + 1, 20); return sinf(x) + expf(x) + strlen(text); }
""" + EMPTY, flags=[*COMPILE, *LINK, "-fno-builtin"])
        status, _, errors = self.check()
        self.assertEqual((0, ""), (status, errors))

    CPP = """#include "hal/cellhal.h"
struct Sink { virtual ~Sink() {} virtual void take(int value) = 0; };
struct Counter : Sink { int count = 0; void take(int value) override { count += value; } };
inline int& shared() { static int count = 1; return count; }
Counter &counter() { static Counter one; return one; }
extern "C" void fw_reset(uint8_t) { counter().take(shared()); }
extern "C" void fw_event(uint8_t, uint8_t, uint16_t) {}
"""

    def test_c_plus_plus_with_its_run_time_is_no_breach(self):
        self.build(self.CPP, cpp=True)
        status, _, errors = self.check()
        self.assertEqual((0, ""), (status, errors))

    def test_c_plus_plus_that_shows_its_inline_variables(self):
        self.build(self.CPP.replace("inline int&", '__attribute__((visibility("default"))) inline int&'),
                   cpp=True)
        self.assert_refused(
            'exports more than "cellfw_query": _ZZ6sharedvE5count',
            "compile with -fvisibility=hidden; C++ also with -fvisibility-inlines-hidden and "
            "-fno-gnu-unique")

    def test_a_call_in_a_constructor_is_told_when_the_board_starts(self):
        self.build(self.CPP + "struct Early { Early() { hal_pin_write(HAL_PIN_BYPASS, 1); } } early;\n",
                   cpp=True)
        self.assertEqual(0, self.check()[0])
        run = simulator.run(os.path.join(self.folder, "out"), f"--firmware=cell={self.file}")
        self.assertEqual(3, run.status, run.told())
        self.assertIn("firmware called its board in a constructor, before there was one; call it in "
                      'fw_reset(), main() or setup() in handler "reset"', run.errors)

    def test_a_constructor_that_goes_wrong_is_no_end_of_the_program(self):
        hint = ("abort, exit, assert, hal_fail and hal_reset are an illegal instruction there; call "
                "them in fw_reset")
        behind = "as it was loaded, in the constructor of a static object"
        for body, what in (("abort();", "executed an illegal instruction"),
                           ("hal_fail(1, 2);", "executed an illegal instruction"),
                           ("*(volatile int*)4 = 1;", "accessed invalid memory at address 0x4"),
                           ("for (volatile int i = 0;;) i = 1;",
                            "did not return, and no time passed")):
            with self.subTest(body):
                self.build("#include <stdlib.h>\n" + self.CPP +
                           f"struct Early {{ Early() {{ {body} }} }} early;\n", cpp=True)
                self.assert_refused(f"{what} {behind}", hint)

    def test_behind_one_that_went_wrong_the_next_is_looked_at_and_it_stays_wrong(self):
        self.build()
        good = self.file
        self.file = os.path.join(self.folder, "bad.so")
        self.build("#include <stdlib.h>\n" + self.CPP +
                   "struct Early { Early() { abort(); } } early;\n", cpp=True)
        outcome = subprocess.run(
            [simulator.arguments[0], "firmware", "check", self.file, good, self.file],
            capture_output=True, text=True)
        self.assertEqual(2, outcome.returncode)
        refusal = f"{self.file}: executed an illegal instruction as it was loaded"
        self.assertEqual(2, outcome.stderr.count(refusal), outcome.stderr)
        self.assertIn(f"{good}: good", outcome.stdout)

    def test_what_it_needs_is_told(self):
        for flag, told in (("CELLFW_NEEDS_LINE", ["  needs     the chain's lines as pins"]), ("0", [])):
            self.build(about=[*ABOUT, f"-DCELLFW_NEEDS={flag}"])
            status, output, errors = self.check()
            self.assertEqual((0, ""), (status, errors))
            self.assertEqual(told, [line for line in output.splitlines() if "needs" in line])

    def hal_of_version(self, major, minor):
        folder = os.path.join(self.folder, "hal")
        os.mkdir(folder)
        for name in os.listdir(HAL):
            with open(os.path.join(HAL, name)) as file:
                text = file.read()
            text = re.sub(r"(#define CELLFW_MAJOR) \d+", rf"\1 {major}", text)
            text = re.sub(r"(#define CELLFW_MINOR) \d+", rf"\1 {minor}", text)
            self.write(os.path.join("hal", name), text)
        return folder

    def own_version(self):
        with open(os.path.join(HAL, "cellfw_abi.h")) as file:
            return ".".join(re.findall(r"#define CELLFW_M(?:AJ|IN)OR (\d+)", file.read()))

    HINT = ("compile it with this cellchain's firmware_glue/hal/, which glue.c and cellhal.h are in")

    def test_of_a_newer_contract(self):
        self.build(hal=self.hal_of_version(1, 99))
        self.assert_refused(
            f"needs contract version 1.99, this cellchain has {self.own_version()}", self.HINT)

    def test_of_another_contract(self):
        self.build(hal=self.hal_of_version(2, 0))
        self.assert_refused(f"does not serve contract version {self.own_version()}", self.HINT)

    def test_of_a_feature_that_is_not_here(self):
        self.build(about=[*ABOUT, "-DCELLFW_NEEDS=0x40001"])
        self.assert_refused(
            "needs feature 0x40000 of the contract, which this cellchain does not have",
            "what -DCELLFW_NEEDS may ask for is in this cellchain's "
            "firmware_glue/hal/cellfw_abi.h")

    def test_usage(self):
        for words, text in (
                ((), 'firmware: must be followed by check, got ""'),
                (("chekc", "x.so"), 'firmware: must be followed by check, got "chekc"'),
                (("check",), "firmware check: needs at least one FILE")):
            outcome = subprocess.run([simulator.arguments[0], "firmware", *words],
                                     capture_output=True, text=True)
            self.assertEqual(
                (2, f"cellchain: {text}\n  hint: `cellchain --help` tells what there is\n"),
                (outcome.returncode, outcome.stderr))


if __name__ == "__main__":
    simulator.main(3)
