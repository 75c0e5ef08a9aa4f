"""The floors of the house: a module of seclint imports only what lies below it, wherever in its text it does so."""

import ast
from pathlib import Path

import seclint

PACKAGE = Path(seclint.__file__).parent
FLOORS = (  # from the ground up
    ("errors", "forms", "model", "records", "resources", "patterns", "processes", "roles", "config", "library"),
    ("readers",),
    ("recognise",),
    ("facts",),
    ("checks",),
    ("rulebook", "dossier", "run", "engine"),
    ("reports",),
    ("api", "apart", "baseline", "examples", "markup", "registers", "verification"),
    ("cli",),
    ("__main__",),
)
HEIGHTS = {module: height for height, floor in enumerate(FLOORS) for module in floor}


def imports():
    """Which modules and packages of seclint import which others."""
    found = {}
    for file in PACKAGE.rglob("*.py"):
        own = file.relative_to(PACKAGE).with_suffix("").parts[0]
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            named = []
            if isinstance(node, ast.ImportFrom) and node.module == "seclint":
                named = [alias.name for alias in node.names if alias.name != "__version__"]
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("seclint."):
                named = [node.module.split(".")[1]]
            found.setdefault(own, set()).update(name for name in named if name != own)
    del found["__init__"]  # the front door, which leads to every floor
    return found


def test_every_module_has_its_floor():
    assert sorted(HEIGHTS) == sorted(imports())


def test_no_floor_imports_what_lies_above_it():
    upward = [(own, other) for own, others in imports().items() for other in others if HEIGHTS[other] > HEIGHTS[own]]
    assert upward == []


def test_no_two_modules_import_each_other_by_whatever_way():
    left = imports()
    while bottom := {own for own, others in left.items() if not others}:
        left = {own: others - bottom for own, others in left.items() if own not in bottom}
    assert left == {}
