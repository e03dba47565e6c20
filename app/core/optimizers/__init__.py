"""Update rules: one `torch.optim.Optimizer` in each file, short enough to teach from."""
