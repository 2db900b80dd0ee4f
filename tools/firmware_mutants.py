"""Small slips in C sources: a comparison that is strict or loose, a constant one off, a sign lost.

Each mutant is one such slip in one place. Comments, strings and preprocessor lines but #define stay.
"""
import dataclasses
import re

TOKEN = re.compile(
    r"(?P<none>/\*.*?\*/|//[^\n]*|^[ \t]*\#[ \t]*(?!define)[^\n]*|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*')"
    r"|(?P<number>\b(?:0[xX][0-9a-fA-F]+|[0-9]+)(?:[uU]|[lL])*\b)"
    r"|(?P<word>[A-Za-z_]\w*)"
    r"|(?P<operator>->|<<=|>>=|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|\S)",
    re.DOTALL | re.MULTILINE)

CHANGES = {
    "<": ("<=", ">="), "<=": ("<", ">"), ">": (">=", "<="), ">=": (">", "<"),
    "==": ("!=",), "!=": ("==",), "&&": ("||",), "||": ("&&",), "!": ("",),
    "+": ("-",), "-": ("+",), "*": ("/",), "/": ("*",), "%": ("*",),
    "<<": (">>",), ">>": ("<<",), "&": ("|",), "|": ("&",), "^": ("|",),
    "+=": ("-=",), "-=": ("+=",), "|=": ("&=",), "++": ("--",), "--": ("++",),
}
COMPARING = {"<", "<=", ">", ">=", "==", "!=", "&&", "||", "!"}
NOT_OPERANDS = {"return", "case"}


@dataclasses.dataclass(frozen=True)
class Mutant:
    file: str
    at: int  # first character that is replaced
    old: str
    new: str
    line: int
    text: str  # the line as it becomes, without the blanks around it

    @property
    def name(self):
        return f"{self.file}:{self.line}: {self.text}"

    def apply(self, source):
        return source[:self.at] + self.new + source[self.at + len(self.old):]


class Tokens:
    def __init__(self, source):
        self.all = [(match.lastgroup, match.group(), match.start())
                    for match in TOKEN.finditer(source) if match.lastgroup != "none"]

    def word(self, i):
        return self.all[i][1] if 0 <= i < len(self.all) else ""

    def opening(self, closing):
        """Of a parenthesis that closes, the place of the one that opens; and the other way round."""
        step = 1 if self.word(closing) == "(" else -1
        depth, i = 0, closing
        while 0 <= i < len(self.all):
            depth += {"(": step, ")": -step}.get(self.word(i), 0)
            if depth == 0:
                return i
            i += step
        return closing

    def is_type(self, i):
        return (re.fullmatch(r"\w+_t|char|void|int", self.word(i)) is not None
                or self.word(i - 1) == "struct")

    def has_left_operand(self, i):
        """Whether the operator at i stands between two values: not a sign, a pointer, an address."""
        kind, word, _ = self.all[i - 1] if i else ("operator", "", 0)
        if word == ")":
            return not all(self.is_type(j) or self.word(j) in ("struct", "const", "*")
                           for j in range(self.opening(i - 1) + 1, i - 1))
        return word == "]" or kind == "number" or (
            kind == "word" and word not in NOT_OPERANDS and not self.is_type(i - 1))

    def is_size(self, i):
        """Of an array that is declared: the compiler's business."""
        return (self.word(i - 1) == "[" and self.word(i + 1) == "]"
                and (self.is_type(i - 3) or self.word(i - 3) == "*"))


def one_off(number):
    digits, suffix = re.fullmatch(r"(0[xX][0-9a-fA-F]+|[0-9]+)([uUlL]*)", number).groups()
    value = int(digits, 0)
    shape = "0x{:X}" if digits[:2].lower() == "0x" else "{}"
    return [shape.format(other) + suffix for other in (value + 1, value - 1) if other >= 0]


def conditions(tokens):
    """`if (flag)`: those without a comparison of their own, which would be turned round anyway."""
    for i, (_, word, at) in enumerate(tokens.all):
        if word == "if":
            end = tokens.opening(i + 1)
            if not COMPARING & {tokens.word(j) for j in range(i + 2, end)}:
                yield at + 0, tokens.all[i + 1][2], tokens.all[end][2] + 1


def changes(source):
    """(place, old, new) of each."""
    tokens = Tokens(source)
    for i, (kind, word, at) in enumerate(tokens.all):
        if kind == "number" and not tokens.is_size(i):
            yield from ((at, word, other) for other in one_off(word))
        elif kind == "operator" and (word not in "+-*&" or tokens.has_left_operand(i)):
            yield from ((at, word, other) for other in CHANGES.get(word, ()))
    for _, begin, end in conditions(tokens):
        yield begin, source[begin:end], f"(!{source[begin:end]})"


def mutants_of(file, source):
    for at, old, new in sorted(changes(source)):
        begin = source.rfind("\n", 0, at) + 1
        end = source.index("\n", at + len(old))
        text = source[begin:at] + new + source[at + len(old):end]
        yield Mutant(file, at, old, new, source.count("\n", 0, at) + 1, " ".join(text.split()))
