// Two pictures of the article, and as much of the optimizers as the rating page needs.

export const DIM = [[0, 1, 0, 1], [0, 0, 0, 0], [0, 1, 0, 1], [0, 0, 0, 0]];
export const FULL = DIM.map((row) => row.map((pixel) => 2 * pixel));

/** @type {(name: string, usual: number) => any} */
const parameter = (name, usual) => ({ name, default: usual, minimum: 0, maximum: name === "lr" ? 100 : 1, open: false });
/** @type {any[]} */
export const OPTIMIZERS = [
  { name: "simple_gd", edge: 2, parameters: [parameter("lr", 0.1)] },
  { name: "momentum", edge: ["*", 2, ["+", 1, "momentum"]], parameters: [parameter("lr", 0.1), parameter("momentum", 0.9)] },
  { name: "adam", edge: null, parameters: [parameter("lr", 0.1)] },
];
