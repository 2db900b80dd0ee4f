"""Checkpoints of a run: gdb's own, processes forked from it, taken as simulated time goes by.

A checkpoint is known by the instant from which on it was due. What a process is told to take next
tells where it is among them, and is in its memory: it goes back when the process does.
"""
import os
import re
import signal

import gdb

from boards import (Begun, Board, NEVER, TICKS_PER_SECOND, boards, memory, observe, symbol, word,
                    write_word)

MOST = 16  # processes; each keeps the memory that the run has written since

every = None  # ticks
end = None  # of the run: the breakpoint
kept = {}  # process by the instant at which it was due


def numbers():
    """gdb's number of each process that it has forked, and of the one that is running."""
    told = gdb.execute("info checkpoints", to_string=True)
    return {int(process): int(number)
            for number, process in re.findall(r"(?m)^[* ] (\d+) .*?(?:process|LWP) (\d+)", told)}


def before_present():
    """When those were due that the process now running has behind it, newest first."""
    there = numbers()
    next_one = word(symbol("cellchain_debug_checkpoint_at"))
    return sorted((due for due, process in kept.items()
                   if due < next_one and process in there), reverse=True)


def ask_for(ticks):
    write_word(symbol("cellchain_debug_checkpoint_at"), ticks)


def ask_for_none():
    ask_for(NEVER)


def ask_for_next():
    began = Board(word(symbol("cellchain_debug_running"))).began
    ask_for((began // every + 1) * every)


def fork(due):
    before = numbers()
    gdb.execute("checkpoint", to_string=True)
    kept[due] = next(process for process in numbers()
                     if process not in before and process != memory().pid)


def delete(process):
    """Not by `delete checkpoint`: at the first process of all gdb 13 meets an internal error."""
    number = numbers().get(process)
    if number is not None and process != memory().pid:
        os.kill(process, signal.SIGSTOP)  # so that, let go, it does nothing
        gdb.execute(f"detach checkpoint {number}", to_string=True)
        os.kill(process, signal.SIGKILL)


def take():
    """Where the program stops for one."""
    global every
    due = word(symbol("cellchain_debug_checkpoint_at"))
    if due not in kept:
        fork(due)
    while len(kept) > MOST:
        every *= 2
        for other in [each for each in kept if each % every]:
            delete(kept.pop(other))
    ask_for_next()


def go_back_to(process):
    """Leaves the one that was running as one that can be gone back to."""
    gdb.execute(f"restart {numbers()[process]}", to_string=True)


def restarted():
    """Behind every `restart`. What goes on is no checkpoint any more, and leaves one behind."""
    gdb.execute("call ((void (*)(void)) cellchain_debug_forked)()", to_string=True)
    due = next((due for due, process in kept.items() if process == memory().pid), None)
    if due is not None:
        fork(due)
        ask_for_next()


def drop_all():
    """The run has ended. One that went on from here would write the same results once more."""
    kept.clear()
    # gdb's own child last: with it the others lose their terminal's session, and if one of them
    # is stopped then, that hangs up all, with the one that is running.
    for process in reversed(numbers()):
        delete(process)


def work_at(place, work):
    stop = gdb.Breakpoint(f"*{place}", internal=True)
    stop.silent = True
    stop.commands = f"python checkpoints.{work}()\ncontinue"
    return stop


class StopAtEnd:
    """In place of dropping all where a run ends that is only to tell."""

    def __enter__(self):
        self.stop = gdb.Breakpoint("*cellchain_debug_ended", internal=True)
        self.stop.silent = True
        if end is not None:
            end.enabled = False

    def __exit__(self, *_):
        self.stop.delete()
        if end is not None:
            end.enabled = True


def begin():
    kept.clear()
    observe(*boards())
    ask_for(0)


class CheckpointEvery(gdb.Command):
    """bcheckpoint SECONDS: takes a checkpoint whenever so much simulated time has passed.

    `breverse` then runs again from the newest one that serves. Above 16, every second one is
    dropped, and the time doubles.
    """

    def __init__(self):
        super().__init__("bcheckpoint", gdb.COMMAND_RUNNING)

    def invoke(self, argument, from_tty):
        global every, end
        try:
            ticks = round(float(argument) * TICKS_PER_SECOND)
        except ValueError:
            ticks = 0
        if ticks <= 0 or every is not None:
            raise gdb.GdbError("usage, once: " + self.__doc__.splitlines()[0])
        every = ticks
        work_at("cellchain_debug_checkpoint", "take")
        end = work_at("cellchain_debug_ended", "drop_all")
        gdb.execute("define hookpost-restart\npython checkpoints.restarted()\nend")
        Begun(begin)
        if memory().pid:
            observe(*boards())
            now = max(board.ticks() for board in boards())
            ask_for((now // every + 1) * every)
