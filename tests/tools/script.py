"""Loads a script of tools/, which has no .py ending, as a module."""
import importlib.machinery
import importlib.util
import os
import sys

sys.dont_write_bytecode = True


def load(name):
    path = os.path.join(os.path.dirname(os.path.realpath(__file__)), "../../tools", name)
    loader = importlib.machinery.SourceFileLoader(name.replace(".py", ""), path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module
