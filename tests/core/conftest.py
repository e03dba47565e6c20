"""What the tests of the core share."""

import ast
from pkgutil import resolve_name

import pytest


@pytest.fixture(scope="session")
def reference():
    """A function that builds torch's own optimizer, as the catalogue writes the rule's reference."""

    def build(entry, p, hyperparameters):
        call = ast.parse(entry.reference, mode="eval").body
        given = {argument.id: hyperparameters[argument.id] for argument in call.args}
        fixed = {keyword.arg: ast.literal_eval(keyword.value) for keyword in call.keywords}
        return resolve_name(ast.unparse(call.func))([p], **given, **fixed)

    return build
