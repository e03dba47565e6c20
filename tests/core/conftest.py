"""What the tests of the core share."""

import ast
from pkgutil import resolve_name

import pytest
import torch


class Lion(torch.optim.Optimizer):
    """Algorithm 2 of Chen et al. (2023), line by line."""

    def __init__(self, params, lr, betas, weight_decay):
        super().__init__(params, {"lr": lr, "betas": betas, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure=None):
        loss = closure and torch.enable_grad()(closure)()
        for group in self.param_groups:
            (beta1, beta2), eta, decay = group["betas"], group["lr"], group["weight_decay"]
            for theta in group["params"]:
                g, m = theta.grad, self.state[theta].get("exp_avg", torch.zeros_like(theta))
                c = beta1 * m + (1 - beta1) * g
                theta.copy_(theta - eta * (c.sign() + decay * theta))
                self.state[theta]["exp_avg"] = beta2 * m + (1 - beta2) * g
        return loss


class SignSGD(torch.optim.Optimizer):
    """Algorithm 1 of Bernstein et al. (2018), line by line."""

    def __init__(self, params, lr):
        super().__init__(params, {"lr": lr})

    @torch.no_grad()
    def step(self, closure=None):
        loss = closure and torch.enable_grad()(closure)()
        for group in self.param_groups:
            for x in group["params"]:
                x.copy_(x - group["lr"] * x.grad.sign())
        return loss


PAPERS = {"lion": Lion, "signsgd": SignSGD}
"""The pseudo-code of the papers, for rules that torch has not."""


@pytest.fixture(scope="session")
def reference():
    """A function that builds torch's own optimizer, as the catalogue writes the rule's reference, or the paper's."""

    def build(entry, params, hyperparameters):
        params = [params] if isinstance(params, torch.Tensor) else params
        if entry.name in PAPERS:
            return PAPERS[entry.name](params, **hyperparameters)
        call = ast.parse(entry.reference, mode="eval").body
        given = {argument.id: hyperparameters[argument.id] for argument in call.args}
        for keyword in call.keywords:
            given[keyword.arg] = eval(ast.unparse(keyword.value), {"__builtins__": {}}, hyperparameters)
        return resolve_name(ast.unparse(call.func))(params, **given)

    return build
