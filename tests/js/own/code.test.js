// Code in an address.

import assert from "node:assert/strict";
import { test } from "node:test";

import { LARGEST, pack, unpack } from "../../../static/js/own/code.js";

const SOURCE = `import torch


class MyAdam(torch.optim.Optimizer):
    """Übung: β₁ und β₂."""

    def __init__(self, params, lr=0.1, betas=(0.9, 0.999), eps=1e-8):
        super().__init__(params, {"lr": lr, "betas": betas, "eps": eps})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                state = self.state[p]
                state["step"] = state.get("step", 0) + 1
                p.add_(p.grad, alpha=-group["lr"])
`;

// What is packed comes back letter for letter, in letters that an address holds as they are.
test("there and back", async () => {
  const letters = /** @type {string} */ (await pack(SOURCE));
  assert.match(letters, /^1[A-Za-z0-9_-]+$/);
  assert.ok(letters.length < SOURCE.length);
  assert.equal(await unpack(letters), SOURCE);
});

// A link that was written once opens for ever.
test("an old link", async () => assert.equal(await unpack("1KyjKzCvRUD-36VFTo7omVwFeLgA"), "print('β₁')\n".repeat(3)));

// Code that would make too long a link is left out of it.
test("too long", async () => {
  const names = Array.from({ length: 2000 }, (_, place) => Math.sin(place).toString(36).slice(3));
  assert.equal(await pack(names.join("\n")), null);
});

for (const letters of ["", "1", "2abc", "1!!!", "1AAAA", "1" + "A".repeat(5000)])
  // Letters that nobody packed hold nothing.
  test(`not code: ${letters.slice(0, 6)}`, async () => assert.equal(await unpack(letters), null));

// A few letters that blow up to more than the server takes hold nothing.
test("blown up", async () => {
  const letters = /** @type {string} */ (await pack("x".repeat(LARGEST + 1)));
  assert.ok(letters.length < 500);
  assert.equal(await unpack(letters), null);
});
