"""What `cmake --install` gives: find_package(cellchain) and cellchain_add_firmware().

Arguments: the program, the build's folder.
"""
import hashlib
import os
import subprocess
import unittest

import simulator

CPP = """#include "cellhal.h"
static int count = 1;
struct Board { virtual ~Board() {} virtual void hear(uint16_t) { ++count; } };
inline Board& board() { static Board one; return one; }
extern "C" void fw_reset(uint8_t) {}
extern "C" void fw_event(uint8_t, uint8_t, uint16_t arg) { board().hear(arg); }
"""


class FirmwareKit(unittest.TestCase):
    def setUp(self):
        self.folder = simulator.folder_for(self)
        self.prefix = os.path.join(self.folder, "installed")
        self.run_command("cmake", "--install", simulator.arguments[1], "--prefix", self.prefix)
        self.program = os.path.join(self.prefix, "bin/cellchain")

    def run_command(self, *words, status=0):
        done = subprocess.run(words, cwd=self.folder, capture_output=True, text=True)
        self.assertEqual(status, done.returncode, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def write(self, name, text):
        with open(os.path.join(self.folder, name), "w") as file:
            file.write(text)

    def configure(self, call, source=CPP, status=0):
        self.write("board.cpp", source)
        self.write("CMakeLists.txt", "cmake_minimum_required(VERSION 3.25)\n"
                   "project(mine LANGUAGES C CXX)\nfind_package(cellchain REQUIRED)\n" + call + "\n")
        told = self.run_command("cmake", "-S", ".", "-B", "build", "-DCMAKE_PREFIX_PATH=" + self.prefix,
                                status=status)
        return " ".join(told.split())

    def check(self, call, source=CPP):
        """What `firmware check` tells of mine.so."""
        self.configure(call, source)
        self.run_command("cmake", "--build", "build")
        told = self.run_command(self.program, "firmware", "check", "build/mine.so").splitlines()
        self.assertEqual("build/mine.so: good", told[0])
        return dict(line.split(maxsplit=1) for line in told[1:])

    def test_firmware_in_c_plus_plus_has_all_the_flags(self):
        told = self.check("cellchain_add_firmware(mine ROLE out SOURCES board.cpp VERSION 2.5 "
                          'TITLE "my OUT board" CPU_HZ 16000000)')
        self.assertEqual(("out", "my OUT board", "16000000 Hz"),
                         (told["role"], told["name"], told["clock"]))

    def test_a_program_is_built_in_main_style_with_counted_blocks(self):
        told = self.check("cellchain_add_firmware(mine ROLE cell STYLE main SOURCES board.cpp)",
                          """#include "cellhal.h"
volatile bool is_done;
extern "C" void fw_reset(uint8_t) {}
extern "C" void fw_isr(uint8_t, uint8_t, uint16_t) { is_done = true; }
extern "C" int main() { for (;;) { hal_adc_start(HAL_ADC_CELL, HAL_ADC_REF_INTERNAL, 0); while (!is_done) {} } }
""")
        self.assertEqual("main", told["style"])
        # The loop calls nothing: only its counted blocks let time pass. IN's time-outs do the rest.
        outcome = simulator.run(os.path.join(self.folder, "out"), "--until=5", "--set=/expect=[]",
                                f"--firmware=cell={self.folder}/build/mine.so",
                                scenario="scenarios/steady_16s.json", program=self.program)
        self.assertEqual(0, outcome.status, outcome.told())

    def test_a_sketch_is_built_on_the_arduino_layer(self):
        self.write("blink.ino", """#include <EEPROM.h>
void setup() { pinMode(LED_BUILTIN, OUTPUT); }
void loop() { digitalWrite(LED_BUILTIN, EEPROM.read(0) == 255); delay(500); }
""")
        told = self.check("cellchain_add_firmware(mine ROLE cell ARDUINO SOURCES blink.ino)")
        self.assertEqual("main", told["style"])

    def test_the_version_tells_the_sources(self):
        call = "cellchain_add_firmware(mine ROLE cell SOURCES board.cpp)"
        for source in (CPP, CPP.replace("count = 1", "count = 2")):
            told = self.check(call, source)
            hal = os.path.join(self.prefix, "share/cellchain/hal")
            text = b""
            for name in ("cellfw_abi.h", "cellhal.h", "glue.c"):
                with open(os.path.join(hal, name), "rb") as file:
                    text += file.read()
            text += source.encode()
            self.assertEqual(f"0 ({hashlib.sha256(text).hexdigest()[:12]})", told["version"])
            self.assertEqual("mine", told["name"])

    def test_the_installed_program_finds_its_reference_firmware(self):
        out = os.path.join(self.folder, "out")
        outcome = simulator.run(out, "--until=20", program=self.program,
                                scenario=os.path.join(self.prefix,
                                                      "share/cellchain/scenarios/steady_16s.json"))
        simulator.assert_all_pass(self, outcome)

    def test_mistakes_are_told_when_cmake_runs(self):
        for call, text in (
                ("cellchain_add_firmware(mine ROLE middle SOURCES board.cpp)",
                 'cellchain_add_firmware(mine): ROLE must be in, cell or out, got "middle"'),
                ("cellchain_add_firmware(mine ROLE cell STYLE loop SOURCES board.cpp)",
                 'cellchain_add_firmware(mine): STYLE must be event or main, got "loop"'),
                ("cellchain_add_firmware(mine ROLE cell STYLE event ARDUINO SOURCES board.cpp)",
                 "cellchain_add_firmware(mine): ARDUINO is STYLE main, got event"),
                ("cellchain_add_firmware(mine ROLE cell)",
                 "cellchain_add_firmware(mine): SOURCES must name at least one file"),
                ("cellchain_add_firmware(mine FILES board.cpp)",
                 'cellchain_add_firmware(mine): unknown argument "FILES;board.cpp"')):
            self.assertIn(text, self.configure(call, status=1))


if __name__ == "__main__":
    simulator.main(2)
