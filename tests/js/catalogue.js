// Some of what `GET /api/objectives`, `/api/optimizers` and `/api/schedules` answer.

/** @import { Objective, Optimizer, Parameter, Schedule } from "../../static/js/types.js" */

/** @type {(name: string, start: number) => Objective} */
const objective = (name, start) => ({
  name,
  title: name,
  about: "",
  formula: "x**2",
  gradient: ["2*x"],
  mathml: { formula: "", gradient: [""] },
  dimension: 1,
  domain: [[-1.5, 1.5]],
  start: { default: [start], minimum: -1000, maximum: 1000 },
  minima: [],
});

/** @type {Parameter} */
export const rate = {
  name: "lr",
  title: "Learning rate",
  symbols: ["η"],
  default: 0.1,
  minimum: 0,
  maximum: 100,
  open: false,
  scale: "log",
  slider: [0.0001, 2],
  help: "",
};

/** @type {Parameter} */
const betas = {
  ...rate,
  name: "betas",
  title: "Decay of the averages",
  symbols: ["β₁", "β₂"],
  default: [0.9, 0.999],
  maximum: 1,
  open: true,
  scale: "linear",
  slider: [0, 0.999],
};

/** @type {(name: string, parameters: Parameter[]) => Optimizer} */
const optimizer = (name, parameters) => ({
  name,
  title: name,
  about: "",
  reference: "",
  formula: [],
  mathml: [],
  parameters,
  state: [],
  hue: 1,
});

export const objectives = [objective("square", 1), objective("bumpy", 1.6)];
export const optimizers = [optimizer("simple_gd", [rate]), optimizer("adam", [rate, betas])];

/** @type {(name: string, parameters: Parameter[]) => Schedule} */
const schedule = (name, parameters) => ({ name, title: name, about: "", reference: "", parameters });

export const schedules = [
  schedule("constant", []),
  schedule("cosine", [
    { ...rate, name: "T_max", default: 50, minimum: 1, maximum: 10000, slider: [1, 1000], whole: true },
    { ...rate, name: "eta_min", default: 0, scale: "linear", slider: [0, 0.1] },
  ]),
];

/** @type {import("../../static/js/types.js").Setting} */
export const setting = {
  objective: "square",
  optimizer: "simple_gd",
  hyperparameters: { lr: 0.1 },
  start: 1,
  steps: 50,
  changes: [],
};
