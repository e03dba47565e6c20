// The page of the own optimizer: the code, what it does on a hill and in a network, and what is said of it.

import { Editor } from "../own/editor.js";

/** @type {(id: string) => HTMLElement} */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @type {import("../own/faultmark.js").Parts} */
const parts = await import(/** @type {HTMLLinkElement} */ (byId("editor-parts")).href);
new Editor(parts, byId("editor"), "import torch\n\n\nclass SimpleGD(torch.optim.Optimizer):\n    def __init__(self, params, lr=0.1):\n        super().__init__(params, {\"lr\": lr})\n\n    @torch.no_grad()\n    def step(self):\n        # against the gradient\n        for group in self.param_groups:\n            for p in group[\"params\"]:\n                p.add_(p.grad, alpha=-group[\"lr\"])\n", () => {}, () => {});
