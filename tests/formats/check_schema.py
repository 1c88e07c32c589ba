"""usage: check_schema.py SCHEMA DEFINITION <output
Is each line of the output what the definition in the schema says? Says nothing when it is."""
import json
import sys

import jsonschema


def main():
    with open(sys.argv[1]) as file:
        schema = json.load(file)
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    validator = kind({**schema, "$ref": "#/$defs/" + sys.argv[2]})
    errors = []
    for number, line in enumerate(sys.stdin, 1):
        value = json.loads(line, object_pairs_hook=list_twins(errors))
        errors += [f"{number}: {error.json_path}: {error.message}" for error in validator.iter_errors(value)]
    print("\n".join(errors)[:2000], end="")
    return 1 if errors else 0


def list_twins(errors):
    """Notes names that stand twice in an object, which JSON readers pass over."""
    def hook(pairs):
        names = [name for name, _ in pairs]
        errors.extend(f"{name} stands twice" for name in set(names) if names.count(name) > 1)
        return dict(pairs)
    return hook


sys.exit(main())
