// Two rules as `GET /api/optimizers` tells them, with the trees of their lines.

import { optimizers } from "./catalogue.js";

/** @import { Optimizer, RunSpec } from "../../static/js/types.js" */

/** @type {(name: string, tree: Optimizer["mathml"][0]["tree"]) => Optimizer["mathml"][0]} */
const line = (name, tree) => ({ name, left: "", right: "", tree });

/** @type {Optimizer} */
export const descent = { ...optimizers[0], mathml: [line("x", ["-", "x", ["*", "lr", "g"]])], edge: 2 };

/** @type {Optimizer} */
export const momentum = {
  ...optimizers[0],
  name: "momentum",
  mathml: [
    line("momentum_buffer", ["+", ["*", "momentum", "momentum_buffer"], "g"]),
    line("x", ["-", "x", ["*", "lr", "momentum_buffer"]]),
  ],
  edge: ["*", 2, ["+", 1, "momentum"]],
  state: [{ name: "momentum_buffer", title: "Velocity", symbol: "b", role: "velocity", start: 0 }],
};

/** @type {(optimizer: RunSpec["optimizer"]) => RunSpec} */
export const run = (optimizer) => ({
  objective: { name: "square" },
  optimizer,
  schedule: { name: "constant" },
  start: [1],
  steps: 50,
  changes: [],
});
