"""docs/your-own-firmware.md: its commands run as they stand and print what it shows.

Arguments: the program, the build's folder.
"""
import fnmatch
import os
import re
import subprocess
import unittest

import simulator
from simulator import PROJECT

TUTORIAL = os.path.join(PROJECT, "docs/your-own-firmware.md")
BLOCK = re.compile(r"(?:<!-- file: (?P<file>\S+) -->\n)?^```(?P<kind>[a-z]*)\n(?P<text>.*?)^```$",
                   flags=re.DOTALL | re.MULTILINE)


def checked(commands):
    """As a script that goes on only while each exits with the status told behind it, or 0."""
    script = ""
    for line in commands.replace("\\\n", "\\\0").splitlines():
        line = line.replace("\\\0", "\\\n")
        status = re.search(r"# exit status (\d+)$", line)
        script += f'{line}\n[ $? = {status[1] if status else 0} ] || exit 99\n'
    return script


class Tutorial(unittest.TestCase):
    def test_from_an_empty_folder_to_255_boards(self):
        home = simulator.folder_for(self)
        with open(TUTORIAL, encoding="utf-8") as file:
            blocks = list(BLOCK.finditer(file.read()))
        self.assertTrue(any("chain/cells=255" in block["text"] for block in blocks))
        state = f"cd {PROJECT}\n"  # what the blocks before leave behind: folder and variables
        printed = ""
        for block in blocks:
            if block["file"]:
                with open(os.path.join(home, "my_firmware", block["file"]), "w") as file:
                    file.write(block["text"])
            elif block["kind"] == "sh":
                commands = checked(block["text"].replace("build/release",
                                                         simulator.arguments[1]))
                run = subprocess.run(
                    ["bash", "-c", state + commands + "declare -p PATH hal scenarios 2> /dev/null"
                     " > $HOME/state; echo cd $PWD >> $HOME/state"],
                    env={**os.environ, "HOME": home}, capture_output=True, text=True)
                self.assertEqual(0, run.returncode, run.stdout + run.stderr)
                printed = run.stdout + run.stderr
                with open(os.path.join(home, "state")) as file:
                    state = file.read()
            elif not block["kind"]:
                self.assert_printed(block["text"], printed)

    def assert_printed(self, shown, printed):
        """Every line of it, in this order; `...` stands for anything."""
        lines = iter(printed.splitlines())
        for wanted in shown.splitlines():
            pattern = re.sub(r"([\[?*])", r"[\1]", wanted).replace("...", "*")
            self.assertTrue(any(fnmatch.fnmatchcase(line, pattern) for line in lines),
                            f"{wanted}\nis not in\n{printed}")


if __name__ == "__main__":
    simulator.main(2)
