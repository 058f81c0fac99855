"""Draws a seeded sample of mutants of the core, made by cosmic-ray (see mutants.py)."""

import ast
import hashlib
import random

from cosmic_ray import plugins
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code

CORE = "firmware/acupacer/core"


def statement_around(tree, line):
    """(first, last) line of the innermost statement of a function there; None outside."""
    span, is_inside = None, False
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            is_inside |= body[0].lineno <= line <= node.end_lineno
        elif isinstance(node, ast.stmt) and node.lineno <= line <= node.end_lineno:
            last = body[0].lineno - 1 if isinstance(body, list) else node.end_lineno
            span = (node.lineno, max(last, node.lineno))
    return span if is_inside else None


def for_types_only(tree):
    """Lines that only a type checker sees."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.If, ast.Assign)) and "TYPE_CHECKING" in ast.unparse(node)[:20]:
            found.update(range(node.lineno, node.end_lineno + 1))
    return found


def places_of(path):
    """{(start, end): [(operator, occurrence), ...]} of one module."""
    text = path.read_text()
    skipped, places = for_types_only(ast.parse(text)), {}
    # No operator changes a name, a string or punctuation; most nodes are one of these.
    nodes = [
        node
        for node in ast_nodes(get_ast(text))
        if node.type not in ("name", "string", "newline")
        and getattr(node, "value", "") not in tuple("()[]{}:,.=")
    ]
    for name in plugins.operator_names():
        if plugins.get_operator(name).arguments():
            continue
        operator = plugins.get_operator(name)()
        spans = [span for node in nodes for span in operator.mutation_positions(node)]
        for occurrence, span in enumerate(spans):
            if span[0][0] not in skipped:
                places.setdefault(span, []).append((name, occurrence))
    return places


def draw(tree, seed, count):
    """A sample of the mutants of the core in ``tree``, and of how many places it is.

    The places are drawn by chance, then one mutant for each.
    """
    every = [
        (path.relative_to(tree), span, ways)
        for path in sorted((tree / CORE).rglob("*.py"))
        for span, ways in sorted(places_of(path).items())
    ]
    chance = random.Random(seed)
    drawn = [
        make_mutant(tree, module, span[0][0], *chance.choice(ways))
        for module, span, ways in chance.sample(every, min(count, len(every)))
    ]
    return drawn, len(every)


def make_mutant(tree, module, line, operator, occurrence):
    """What is tried: ``code`` in the place of ``module``; the rest is for the report."""
    text = (tree / module).read_text()
    code = mutate_code(text, plugins.get_operator(operator)(), occurrence)
    pairs = zip(text.split("\n"), code.split("\n"), strict=False)
    after = next(after for before, after in pairs if before != after)
    return {
        "key": hashlib.sha256(f"{module}\0{code}".encode()).hexdigest()[:16],
        "module": str(module),
        "line": line,
        "before": text.split("\n")[line - 1].strip(),
        "after": after.strip(),
        "code": code,
        "statement": statement_around(ast.parse(text), line),
    }
