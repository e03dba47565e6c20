"""A training as a program of plain torch that gives the same numbers: made of the very source of its pieces."""

from __future__ import annotations

import zlib
from base64 import b85encode

from app.core.catalogue.datasets import DATASETS
from app.core.catalogue.networks import NETWORKS
from app.core.entries import find
from app.core.own import OwnSpec
from app.core.standalone import Pieces
from app.core.steps import DIVERGED_BEYOND
from app.core.training import PointsSpec, TrainingSpec
from app.exports.cells import Cell, call, indented, record, taken
from app.exports.results import TrainingResult
from app.exports.rules import Rules

SHOWN = 20
"""About as many updates are printed."""
BRIGHTEST = 16
DIGITS = """
images = torch.frombuffer(bytearray(zlib.decompress(base64.b85decode("".join(PIXELS.split())))), dtype=torch.uint8)
inputs = images.view(-1, 1, 8, 8).float() / {brightest}
labels = torch.tensor([int(digit) for digit in LABELS])
"""


def cells(result: TrainingResult, torchs: bool, pieces: Pieces) -> list[Cell]:
    """In parts. torchs: whether the optimizer is torch's own class. Raises BadField where torch has none."""
    spec = result.spec
    parts = [_data(spec, pieces), _network(spec, pieces)]
    loss = taken(pieces, "app.core.lab.loss:loss")
    order = taken(pieces, "app.core.lab.order:orders")
    rules = Rules(spec, torchs, pieces, "network.parameters()")
    return [
        *parts,
        Cell("What the training makes small, of the samples that it is shown.", loss),
        Cell("In which order they are shown.", order),
        *rules.cells,
        Cell("The training.", _loop(spec, rules)),
        _compared(result),
    ]


def _data(spec: TrainingSpec, pieces: Pieces) -> Cell:
    """The cell after which there are `inputs` and `labels`."""
    data = spec.data
    if isinstance(data, PointsSpec):
        lines = [f"inputs = torch.tensor({data.points}, dtype=torch.float32)", f"labels = torch.tensor({data.labels})"]
        return Cell("The points as they were given.", "\n".join(lines))
    entry = find(DATASETS, data.name)
    if data.name == "digits":
        return _digits(spec, pieces)
    made = call(entry.target.partition(":")[2], **data.parameters())
    code = (
        f"{taken(pieces, entry.target)}\n\n\ndata = {made}\ninputs, labels = data.training.inputs, data.training.labels"
    )
    return Cell(f"{entry.title}, as Kudari makes them in {_file(entry.target)}. {entry.about}", code)


def _digits(spec: TrainingSpec, pieces: Pieces) -> Cell:
    samples = spec.data.load().training
    pieces.need("base64")
    pieces.need("zlib")
    packed = b85encode(zlib.compress((samples.inputs * BRIGHTEST).byte().numpy().tobytes(), 9)).decode()
    said = "".join(map(str, samples.labels.tolist()))
    texts = {
        name: "\n".join(text[at : at + 110] for at in range(0, len(text), 110))
        for name, text in (("PIXELS", packed), ("LABELS", said))
    }
    code = "\n".join(
        [
            f'PIXELS = """\n{texts["PIXELS"]}\n"""',
            f'LABELS = "".join("""\n{texts["LABELS"]}\n""".split())',
            DIGITS.format(brightest=BRIGHTEST).strip(),
        ]
    )
    about = (
        "Handwritten digits, in pictures of 8 x 8 pixels of 0 to 16. From E. Alpaydin and C. Kaynak (1998), Optical "
        "Recognition of Handwritten Digits, UCI Machine Learning Repository, CC BY 4.0."
    )
    return Cell(about, code)


def _network(spec: TrainingSpec, pieces: Pieces) -> Cell:
    entry = find(NETWORKS, spec.network.name)
    data = spec.data.load()
    made = call(entry.target.partition(":")[2], str(data.shape), str(len(data.classes)), **spec.network.parameters())
    lines = [f"torch.manual_seed({spec.seed})", f"network = {made}"]
    if isinstance(spec.optimizer, OwnSpec):
        # What the optimizer draws by chance is no other for it.
        lines = ["with torch.random.fork_rng():", *indented(lines)]
    code = "\n".join([taken(pieces, entry.target), "", "", *lines])
    return Cell(f"{entry.title}, as it stands in Kudari's {_file(entry.target)}. {entry.about}", code)


def _loop(spec: TrainingSpec, rules: Rules) -> str:
    before, evaluated = rules.evaluation(
        [
            "optimizer.zero_grad()",
            f'mean = loss("{spec.loss}", network(inputs[samples]), labels[samples])',
            "mean.backward()",
        ],
        "mean",
    )
    turn = [
        "before = [parameter.detach().clone() for parameter in network.parameters()]",
        *evaluated,
        *rules.update,
        "losses.append(mean.item())",
        f"if not all((parameter.abs() <= {DIVERGED_BEYOND:_.0f}).all() for parameter in network.parameters()):",
        '    print("diverged after", number + 1, "updates: the last one is taken back")',
        "    with torch.no_grad():",
        "        for parameter, old in zip(network.parameters(), before):",
        "            parameter.copy_(old)",
        "    break",
    ]
    lines = [
        *rules.setting,
        f'order = orders("{spec.order}", labels, seed={spec.seed})',
        f"batches = (samples for epoch in range({spec.epochs}) for samples in next(order).split({spec.batch}))",
        *before,
        "",
        "losses = []",
        "for number, samples in enumerate(batches):",
        *indented(turn),
    ]
    return "\n".join(lines)


def _compared(result: TrainingResult) -> Cell:
    last = result.frames[-1]
    kudari = {"updates": result.outcome.step, "loss": result.outcome.loss, "accuracy": last.training.accuracy["all"]}
    every = max(1, len(result.steps) // SHOWN)
    lines = [
        f"for number in range({f'0, len(losses), {every}' if every > 1 else 'len(losses)'}):",
        '    print(f"update {number:5}   loss = {losses[number]}")',
        "accuracy = (network(inputs).argmax(1) == labels).double().mean().item()",
        'found = {"updates": len(losses), "loss": losses[-1], "accuracy": accuracy}',
        f"kudari = {record(kudari)}",
        "print(found)",
        """print("The end is Kudari's, to the last bit." if found == kudari else f"Kudari's end: {kudari}")""",
    ]
    return Cell("Some of the losses, and Kudari's end beside that of this program.", "\n".join(lines))


def _file(target: str) -> str:
    return f"{target.partition(':')[0].replace('.', '/')}.py"
