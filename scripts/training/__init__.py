"""How the weights in ``index/weights.json`` are learned."""
