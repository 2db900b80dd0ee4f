"""Commands of gdb for the firmware of one board among many.

    gdb -x tools/gdb/cellchain.py --args build/release/cellchain run SCENARIO

    board [N]                 which board is running, and when; of board N where its state lies
    bbreak N FUNCTION         a breakpoint in the firmware where board N alone stops
    bstop N SECONDS           stops before board N's first handler at that simulated time or later
    bprint N EXPRESSION       a static variable of board N, whichever board is running
    bstack N                  the calls that board N's firmware is in
    breverse N EXPRESSION     goes back to where board N last wrote it: runs again from the start

A board of several packs is PACK:N, packs counted from 1. `bstop` and `bbreak` may be given before
`run`. The program needs no debug information, the firmware does (-g).
"""
import struct

import gdb

TICKS_PER_SECOND = 10**11
NEVER = 2**64 - 1
EVENTS = {0: "reset", 1: "timer", 2: "uart byte", 3: "uart empty", 4: "adc", 5: "nvm done",
          6: "watchdog"}

# struct CellchainDebugBoard of firmware_glue/host/debugger_view.h, eight bytes each
MEMBERS = ["next", "chain", "board", "file", "state", "state_size", "kept", "loaded", "self",
           "handler", "firmware_handler", "firmware_reset", "peripherals", "has_main", "paused",
           "stop_at_ticks", "stop_at_handler", "stop_behind_handler", "watch_offset", "watch_size",
           "handlers", "began", "event", "is_inside", "ended_began", "ended_event",
           "ended_watched", "last_write", "last_write_ticks", "last_write_event",
           "last_write_was_main"]


def memory():
    return gdb.selected_inferior()


def word(address):
    return struct.unpack("<Q", bytes(memory().read_memory(address, 8)))[0]


def symbol(name):
    """Its address; for a program without debug information."""
    return int(gdb.parse_and_eval(f"(unsigned long) &{name}"))


class Board:
    """What the program tells of one board, read when it is asked for."""

    def __init__(self, address):
        self.address = address

    def __getattr__(self, member):
        return word(self.address + 8 * MEMBERS.index(member))

    def write(self, member, value):
        memory().write_memory(self.address + 8 * MEMBERS.index(member), struct.pack("<Q", value))

    @property
    def file_name(self):
        return gdb.Value(self.file).cast(gdb.lookup_type("char").pointer()).string()

    def name(self):
        several = any(each.chain for each in boards())
        return f"{self.chain + 1}:{self.board}" if several else str(self.board)

    def is_loaded(self):
        return word(self.loaded) == self.self

    def ticks(self):
        return int(gdb.parse_and_eval(
            f"((unsigned long (*)(unsigned long)) cellchain_debug_ticks)({self.address})"))

    def observe(self):
        """From its next handler on the program sees to what is asked of this board."""
        memory().write_memory(self.handler, struct.pack("<Q", symbol("cellchain_debug_handler")))


def boards():
    if not memory().pid:
        raise gdb.GdbError("no run is under way")
    address = word(symbol("cellchain_debug_boards"))
    while address:
        yield Board(address)
        address = word(address)


def board_called(text):
    pack, _, number = text.rpartition(":")
    for each in boards():
        if (each.chain, each.board) == (int(pack or 1) - 1, int(number)):
            return each
    raise gdb.GdbError(f"there is no board {text}")


def firmware_frames():
    """The frames of the selected thread that are in a firmware, newest first, each with its file."""
    files = {each.file_name for each in boards()}
    frame = gdb.newest_frame()
    while frame is not None:
        library = gdb.solib_name(frame.pc())
        if library in files:
            yield frame, library
        try:
            frame = frame.older()
        except gdb.error:
            return


def running_board():
    """The board whose firmware is at work, or None."""
    inside = next((library for _, library in firmware_frames()), None)
    name = gdb.newest_frame().name()
    for each in boards():
        if each.is_loaded() and (each.file_name == inside or
                                 name == "cellchain_debug_stop" and stopped_at(each)):
            return each
    return None


def stopped_at(board):
    return word(board.handler) == symbol("cellchain_debug_handler")


def seconds_text(ticks):
    return f"{ticks // TICKS_PER_SECOND}.{ticks % TICKS_PER_SECOND:011d} s"


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


class BreakAt(Command):
    """bbreak N FUNCTION: a breakpoint where board N alone stops. Any place that `break` takes."""

    def run(self, number, place):
        gdb.execute("set breakpoint pending on")
        BoardBreakpoint(place, number)


class Begun(gdb.Breakpoint):
    """Does something once all boards are there, without stopping."""

    def __init__(self, action):
        super().__init__("*cellchain_debug_begun", internal=True)
        self.action = action

    def stop(self):
        self.action()
        return False


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
            board.observe()

        stop_in_debug_hook()
        if memory().pid:
            wish()
        else:
            Begun(wish)


def tell_stop(event):
    """Says where the program's own hook has stopped, and takes the wish back."""
    if not isinstance(event, gdb.StopEvent) or gdb.newest_frame().name() != "cellchain_debug_stop":
        return
    board = running_board()
    if board is None:
        return
    board.write("stop_at_ticks", NEVER)
    board.write("stop_at_handler", 0)
    print(f"board {board.name()} at {seconds_text(board.ticks())}, before its handler "
          f"{board.handlers} since it has been observed")


class PrintOf(Command):
    """bprint N EXPRESSION: a static variable of board N, whichever board is running."""

    def run(self, number, expression):
        print(f"board {number}: {expression} = {variable_of(board_called(number), expression)}")


class StackOf(gdb.Command):
    """bstack N: the calls that board N's firmware is in."""

    def __init__(self):
        super().__init__("bstack", gdb.COMMAND_STACK)

    def invoke(self, argument, from_tty):
        board = board_called(argument.strip())
        running = running_board()
        frames = list(firmware_frames())
        if running is None or running.address != board.address or not frames:
            print(f"board {board.name()} is between two handlers: nothing of it is on the stack")
            return
        for i, (frame, _) in enumerate(frames):
            place = frame.find_sal()
            line = f" at {place.symtab.filename}:{place.line}" if place.symtab else ""
            print(f"#{i}  {frame.name()}{line}")


class Reverse(Command):
    """breverse N EXPRESSION: goes back to where board N last wrote it.

    Runs the program again from the start, twice: it does the same each time. The first run counts
    the board's handlers and finds the last one, before the present instant, behind which the
    variable is another one; the second stops before that handler and then where it writes.
    """

    def run(self, number, expression):
        board = board_called(number)
        value = variable_of(board, expression)
        size = value.type.sizeof
        base = board.state if board.is_loaded() else board.kept
        offset = int(value.address) - base
        present = board.ticks()
        gdb.execute("set confirm off")
        stop_in_debug_hook()

        self.again(number, offset, size, present, 0)
        board = board_called(number)
        last = board.last_write
        if last == 0:
            raise gdb.GdbError(f"board {number} has not written {expression} before")
        event = board.last_write_event
        print(f"board {number} last wrote {expression} in handler "
              f"\"{EVENTS.get(event & 0xFFFF, 'event')} {event >> 16 & 0xFFFF}\" at "
              f"{seconds_text(board.last_write_ticks)}")

        self.again(number, offset, size, NEVER, last)
        board = board_called(number)
        address = board.state + offset
        gdb.execute(f"watch -location *(char(*)[{size}]) {address:#x}", to_string=True)
        gdb.execute("continue")

    @staticmethod
    def again(number, offset, size, ticks, handler):
        def wish():
            board = board_called(number)
            board.write("watch_offset", offset)
            board.write("watch_size", size)
            board.write("stop_at_ticks", ticks)
            board.write("stop_at_handler", handler)
            board.observe()

        begun = Begun(wish)
        gdb.execute("run")
        begun.delete()


ShowBoard()
BreakAt("bbreak")
StopAt("bstop")
PrintOf("bprint")
StackOf()
Reverse("breverse")
gdb.events.stop.connect(tell_stop)
