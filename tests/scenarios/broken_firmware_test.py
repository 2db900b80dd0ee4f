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

