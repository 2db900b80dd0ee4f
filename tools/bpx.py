"""Reads Battery Parameter eXchange files (BPX, bpxstandard.com): values, and functions of x."""
import ast
import json
import math
import operator

FUNCTIONS = {name: getattr(math, name)
             for name in ("exp", "log", "sqrt", "tanh", "sinh", "cosh", "sin", "cos", "atan")}
FUNCTIONS["arctan"] = math.atan
OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
             ast.Div: operator.truediv, ast.Pow: operator.pow, ast.USub: operator.neg,
             ast.UAdd: operator.pos}


class BadBpx(Exception):
    """What is wrong, with its place."""


def _evaluate(node, x):
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return node.value
    if isinstance(node, ast.Name) and node.id == "x":
        return x
    if isinstance(node, ast.BinOp):
        return OPERATORS[type(node.op)](_evaluate(node.left, x), _evaluate(node.right, x))
    if isinstance(node, ast.UnaryOp):
        return OPERATORS[type(node.op)](_evaluate(node.operand, x))
    if isinstance(node, ast.Call) and not node.keywords and len(node.args) == 1:
        return FUNCTIONS[node.func.id](_evaluate(node.args[0], x))
    raise KeyError(ast.dump(node))


def _expression(text, place):
    try:
        body = ast.parse(text, mode="eval").body
        _evaluate(body, 0.5)
    except ArithmeticError:
        pass  # it may have no value there
    except (SyntaxError, KeyError, AttributeError, ValueError):
        raise BadBpx(f"{place}: must be a number, a table or an expression of x with "
                     f"{', '.join(sorted(FUNCTIONS))}, got \"{text}\"") from None
    return lambda x: _evaluate(body, x)


def _table(table, place):
    xs, ys = table.get("x"), table.get("y")
    if not xs or not ys or len(xs) != len(ys) or sorted(set(xs)) != xs:
        raise BadBpx(f"{place}: must have as many \"y\" as rising \"x\"")

    def at(x):
        if x <= xs[0]:
            return ys[0]
        for i in range(1, len(xs)):
            if x <= xs[i]:
                share = (x - xs[i - 1]) / (xs[i] - xs[i - 1])
                return ys[i - 1] + share * (ys[i] - ys[i - 1])
        return ys[-1]
    return at


class Block:
    """One block of a file. Remembers what was asked for, so that the rest can be told."""

    def __init__(self, content, place):
        self.content, self.place = content, place
        self.asked = set()

    def has(self, key):
        return key in self.content

    def _raw(self, key):
        self.asked.add(key)
        if key not in self.content:
            raise BadBpx(f"{self.place}/{key}: missing")
        return self.content[key]

    def number(self, key, default=None):
        if default is not None and not self.has(key):
            return default
        value = self._raw(key)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise BadBpx(f"{self.place}/{key}: must be a number, got {json.dumps(value)}")
        return float(value)

    def positive(self, key, default=None):
        value = self.number(key, default)
        if not 0.0 < value < math.inf:
            raise BadBpx(f"{self.place}/{key}: must be above 0, got {value:g}")
        return value

    def function(self, key):
        value, place = self._raw(key), f"{self.place}/{key}"
        if isinstance(value, str):
            return _expression(value, place)
        if isinstance(value, dict):
            return _table(value, place)
        constant = self.number(key)
        return lambda x: constant

    def not_asked(self):
        return [f"{self.place}/{key}" for key in self.content if key not in self.asked]


class Bpx:
    def __init__(self, text):
        try:
            content = json.loads(text)
        except ValueError as error:
            raise BadBpx(f"no JSON: {error}") from None
        self.header = content.get("Header", {}) if isinstance(content, dict) else {}
        if "BPX" not in self.header or "Parameterisation" not in content:
            raise BadBpx("no BPX file: needs \"Header\" with \"BPX\", and \"Parameterisation\"")
        blocks = content["Parameterisation"]
        self.blocks = {name: Block(blocks[name], f"/Parameterisation/{name}") for name in blocks
                       if isinstance(blocks[name], dict)}

    def block(self, name):
        if name not in self.blocks:
            raise BadBpx(f"/Parameterisation/{name}: missing")
        return self.blocks[name]

    def not_asked(self):
        return [place for block in self.blocks.values() for place in block.not_asked()]
