"""Commands of gdb for the firmware of one board among many.

    gdb -x tools/gdb/cellchain.py --args build/release/cellchain run SCENARIO

    board [N]                 which board is running, and when; of board N where its state lies
    bbreak N FUNCTION         a breakpoint in the firmware where board N alone stops
    bstop N SECONDS           stops before board N's first handler at that simulated time or later
    bprint N EXPRESSION       a static variable of board N, whichever board is running
    bstack N                  the calls that board N's firmware is in, or waits in
    breverse N EXPRESSION     goes back to where board N last wrote it, by running again
    bcheckpoint SECONDS       takes checkpoints at such intervals, so that `breverse` runs less

A board of several packs is PACK:N, packs counted from 1. `bstop` and `bbreak` may be given before
`run`. The program needs no debug information, the firmware does (-g).
"""
import os
import sys

import gdb

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
sys.dont_write_bytecode = True

import checkpoints
from boards import (Begun, TICKS_PER_SECOND, board_called, boards, firmware_frames, memory,
                    observe, running_board, seconds_text, word)
from reverse import Reverse


def static_variable(board, name):
    """As it is loaded. Optimised as a whole, a firmware tells of each twice, once without a place."""
    file = gdb.lookup_objfile(board.file_name)
    found = [file.lookup_global_symbol(name), *gdb.lookup_static_symbols(name)]
    for each in found:
        if each is None or each.symtab.objfile != file or not each.is_variable:
            continue
        if each.value().address is not None:
            return each.value()
    raise gdb.GdbError(f"{board.file_name} has no static variable \"{name}\"\n"
                       "  hint: it needs to be built with -g")


def variable_of(board, expression):
    """The value, an lvalue, of a static variable of this board."""
    name = expression.strip()
    length = next((i for i, c in enumerate(name) if not (c.isalnum() or c == "_")), len(name))
    first, rest = name[:length], name[length:]
    value = static_variable(board, first)
    offset = int(value.address) - board.state
    if not 0 <= offset < board.state_size:
        raise gdb.GdbError(f"\"{first}\" is no state of a board: it never changes")
    lies_at = (board.state if board.is_loaded() else board.kept) + offset
    gdb.set_convenience_variable("_board", gdb.Value(lies_at).cast(value.type.pointer()))
    return gdb.parse_and_eval("(*$_board)" + rest)


class Command(gdb.Command):
    """A command with a board and a rest; its usage is the first line of its doc string."""

    def __init__(self, name):
        super().__init__(name, gdb.COMMAND_DATA)

    def invoke(self, argument, from_tty):
        words = argument.split(None, 1)
        if len(words) != 2:
            raise gdb.GdbError("usage: " + self.__doc__.splitlines()[0])
        self.run(words[0], words[1])


class ShowBoard(gdb.Command):
    """board [N]: which board is running, and when; of board N where its state lies."""

    def __init__(self):
        super().__init__("board", gdb.COMMAND_DATA)

    def invoke(self, argument, from_tty):
        board = board_called(argument.strip()) if argument.strip() else running_board()
        if board is None:
            print("no firmware is running")
            return
        lies = "loaded" if board.is_loaded() else f"kept at {board.kept:#x}"
        print(f"board {board.name()} at {seconds_text(board.ticks())}, {board.file_name}, "
              f"state of {board.state_size} bytes {lies}")


class BoardBreakpoint(gdb.Breakpoint):
    def __init__(self, place, wanted):
        super().__init__(place)
        self.wanted = wanted

    def stop(self):
        board = board_called(self.wanted)
        return board.is_loaded() and gdb.solib_name(gdb.newest_frame().pc()) == board.file_name


def once_begun(wish):
    if memory().pid:
        wish()
    else:
        Begun(wish)


class BreakAt(Command):
    """bbreak N FUNCTION: a breakpoint where board N alone stops. Any place that `break` takes."""

    def run(self, number, place):
        gdb.execute("set breakpoint pending on")
        BoardBreakpoint(place, number)

        def wish():
            observe(board_called(number))

        once_begun(wish)


def stop_in_debug_hook():
    """Once: where the program stops when it has been asked to."""
    global hook
    if hook is None or not hook.is_valid():
        hook = gdb.Breakpoint("*cellchain_debug_stop", internal=True)
        hook.silent = True


hook = None


class StopAt(Command):
    """bstop N SECONDS: stops before board N's first handler at that time or later."""

    def run(self, number, seconds):
        ticks = round(float(seconds) * TICKS_PER_SECOND)

        def wish():
            board = board_called(number)
            board.write("stop_at_ticks", ticks)
            observe(board)

        stop_in_debug_hook()
        once_begun(wish)


def tell_stop(event):
    """Says where the program's own hook has stopped, and takes the wish back."""
    if not isinstance(event, gdb.StopEvent) or gdb.newest_frame().name() != "cellchain_debug_stop":
        return
    board = running_board()
    if board is None:
        return
    board.stop_nowhere()
    print(f"board {board.name()} at {seconds_text(board.ticks())}, before its handler "
          f"{board.handlers} since it has been observed")


class PrintOf(Command):
    """bprint N EXPRESSION: a static variable of board N, whichever board is running."""

    def run(self, number, expression):
        print(f"board {number}: {expression} = {variable_of(board_called(number), expression)}")


# As jump_fcontext of Boost.Context (x86_64, System V) leaves them, from the second word on
SAVED_REGISTERS = ["r12", "r13", "r14", "r15", "rbx", "rbp", "rip"]


class StackOf(gdb.Command):
    """bstack N: the calls that board N's firmware is in, or waits in: a main program does."""

    def __init__(self):
        super().__init__("bstack", gdb.COMMAND_STACK)

    def invoke(self, argument, from_tty):
        board = board_called(argument.strip())
        lines = frame_lines() if board.is_running() else paused_lines(board)
        if not lines:
            print(f"board {board.name()} is between two handlers: nothing of it is on the stack")
        for i, line in enumerate(lines):
            print(f"#{i}  {line}")


def frame_lines():
    lines = []
    for frame, _ in firmware_frames():
        place = frame.find_sal()
        line = f" at {place.symtab.filename}:{place.line}" if place.symtab else ""
        lines.append(f"{frame.name()}{line}")
    return lines


def paused_lines(board):
    """The calls that a firmware waits in, by lending gdb the registers that it will go on with."""
    saved = word(board.paused) if board.paused else 0
    if not saved:
        return []
    gdb.newest_frame().select()
    lent = {name: word(saved + 8 * place) for place, name in enumerate(SAVED_REGISTERS, 1)}
    lent["rsp"] = saved + 8 * (len(SAVED_REGISTERS) + 1)
    # Also what tells of a system call that is to be begun again, which gdb forgets with the place.
    own = {name: register(name) for name in [*lent, "rax", "orig_rax"]}
    set_registers(lent)
    try:
        return frame_lines()
    finally:
        set_registers(own)


def register(name):
    return int(gdb.parse_and_eval(f"(long) ${name}"))


def set_registers(values):
    for name, value in values.items():
        gdb.execute(f"set ${name} = {value}")


class ReverseTo(Command):
    """breverse N EXPRESSION: goes back to where board N last wrote it.

    Runs again from the newest checkpoint (bcheckpoint) behind which the board has written it, or
    from the start, twice: it does the same each time. The first run counts the board's handlers and
    finds the last one, before the present instant, behind which the variable is another one, or
    behind whose end the main program has left it another one; the second stops before that handler,
    or at its end, and then at the first write. A handler that the board is in does not count, nor
    what its main program, if that is running, has done since the last handler: asked again, it goes
    back further.
    """

    def run(self, number, expression):
        board = board_called(number)
        value = variable_of(board, expression)
        base = board.state if board.is_loaded() else board.kept
        gdb.execute("set confirm off")
        stop_in_debug_hook()
        gdb.events.stop.disconnect(tell_stop)
        others = [each for each in gdb.breakpoints() if each.enabled and each.visible]
        for each in others:
            each.enabled = False
        try:
            reverse = Reverse(number, expression, int(value.address) - base,
                              value.type.sizeof)
            due = reverse.find()
            reverse.tell(due)
            reverse.stop_at_write(due)
        finally:
            for each in others:
                each.enabled = True
            gdb.events.stop.connect(tell_stop)


ShowBoard()
BreakAt("bbreak")
StopAt("bstop")
PrintOf("bprint")
StackOf()
ReverseTo("breverse")
checkpoints.CheckpointEvery()
gdb.events.stop.connect(tell_stop)
