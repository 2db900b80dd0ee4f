"""Builds and runs sketches on the Arduino layer (firmware_glue/arduino)."""
import glob
import json
import os
import shutil
import subprocess
import tempfile
import unittest

import simulator
from simulator import PROJECT

GLUE = os.path.join(PROJECT, "firmware_glue")
FLAGS = ["-O2", "-fPIC", "-fvisibility=hidden", "-fno-exceptions", "-fsanitize-coverage=trace-pc",
         "-Dmain=fw_main", "-I", f"{GLUE}/hal", "-I", f"{GLUE}/arduino", "-DCELLHAL_HOST",
         "-DCELLFW_STYLE=CELLFW_STYLE_MAIN", '-DCELLFW_NAME="sketch"', '-DCELLFW_VERSION="1"']
LINK = ["-shared", "-Wl,-Bsymbolic", "-Wl,-z,now"]
BOARDS = {"IN": 1, "CELL": 2, "OUT": 3}
ATMEGA328PB = ["-DCELLFW_CPU_HZ=8000000u"]
ATTINY841 = ["-DCELLFW_CPU_HZ=2000000u", "-D__AVR_ATtiny841__"]


def compile_core(microcontroller=ATMEGA328PB):
    """For all tests of a module: from its setUpModule."""
    global objects, part
    part = microcontroller
    objects = tempfile.mkdtemp(prefix="cellchain_")
    unittest.addModuleCleanup(shutil.rmtree, objects)
    subprocess.run([simulator.arguments[1], *FLAGS, *part, "-Wall", "-Wextra", "-Werror", "-c",
                    *glob.glob(f"{GLUE}/arduino/core/*.cpp")], check=True, cwd=objects)


class SketchTest(unittest.TestCase):
    def setUp(self):
        self.folder = simulator.folder_for(self)

    def compile(self, sketch, role="CELL", needs="0"):
        """What the compiler tells."""
        source = os.path.join(self.folder, "sketch.cpp")
        with open(source, "w") as file:
            file.write("#include <Arduino.h>\n" + sketch)
        done = subprocess.run(
            [simulator.arguments[1], *FLAGS, *part, f"-DCELLFW_ROLE=CELLFW_ROLE_{role}",
             f"-DCELLFW_NEEDS={needs}", *LINK, source, f"{GLUE}/hal/glue.c",
             *glob.glob(f"{objects}/*.o"), "-o", os.path.join(self.folder, "sketch.so")],
            capture_output=True, text=True)
        return done.stderr

    def run_sketch(self, sketch, until_s=2, role="CELL", *options, needs="0"):
        """As board 2, which hears IN: a message of 40 bytes each second, the first at 1 s."""
        self.assertEqual("", self.compile(sketch, role, needs))
        self.board = BOARDS[role]
        return simulator.run(os.path.join(self.folder, "out"), "--set=/chain/cells=3",
                             f"--set=/duration_s={until_s}", "--set=/expect=[]", *options,
                             f"--firmware=board[{self.board}]={self.folder}/sketch.so",
                             scenario="scenarios/steady_16s.json")

    def traces_of(self, outcome):
        self.assertEqual(0, outcome.status, outcome.told())
        events = [json.loads(line) for line in outcome.bytes_of("events.jsonl").splitlines()]
        return [tuple(int(number) for number in event["detail"].split()) for event in events
                if event["what"] == "trace" and event["path"] == f"bms.board_{self.board}"]

    def traces(self, *run, **options):
        return self.traces_of(self.run_sketch(*run, **options))
