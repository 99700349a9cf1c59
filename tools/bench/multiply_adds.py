"""Multiply-adds per token of the published models, counted from the shapes of their layers.

multiply_adds.py MODELS LENGTH      LENGTH: mean number of tokens of a sentence
"""
import json
import math
import os
import sys

from slovnet import NER, Morph, Syntax


def size(weight):
    return math.prod(weight.shape)


def main():
    folder, length = sys.argv[1], float(sys.argv[2])
    counts = {}
    for kind, name in ((NER, "ner"), (Morph, "morph"), (Syntax, "syntax")):
        model = kind.load(os.path.join(folder, "model", f"slovnet_{name}_news_v1.tar")).infer.model
        first, *others = (size(layer.conv.weight) for layer in model.encoder.layers)
        layers = {"first layer": first, "other layers": sum(others)}
        if name == "syntax":
            head, relation = model.head, model.rel
            hidden = head.kernel.shape[0]
            # Each token as head and as dependent, the kernel between them, and a score for every pair.
            layers["heads"] = size(head.head.proj.weight) + size(head.tail.proj.weight) + size(head.kernel) + hidden * (length + 1)
            layers["relations"] = (size(relation.head.proj.weight) + size(relation.tail.proj.weight) + size(relation.kernel) +
                                   relation.kernel.shape[1])
        else:
            layers["tags"] = size(model.head.proj.weight)
        counts[name] = layers
    print(json.dumps(counts))


if __name__ == "__main__":
    main()
