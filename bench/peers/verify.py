"""The peer of bench P5: reads the same record, checks each line's canonical form and computes the root of its tree (RFC 6962) with hashlib.

Usage: verify.py RECORDS.ndjson
Prints one line of JSON: size, faults, root, peak memory in kB.
"""
import hashlib
import json
import resource
import sys


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def main(path):
    peaks, size, faults = [], 0, 0
    with open(path, "rb") as file:
        for line in file:
            record = line.rstrip(b"\n")
            value = json.loads(record)
            canonical = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            if value.get("type") != "act" or canonical.encode() != record:
                faults += 1
            leaf = hashlib.sha256(b"\x00" + record).digest()
            count = size
            while count % 2 == 1:
                leaf = node(peaks.pop(), leaf)
                count //= 2
            peaks.append(leaf)
            size += 1
    root = peaks.pop()
    while peaks:
        root = node(peaks.pop(), root)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"size": size, "faults": faults, "root": root.hex(), "peak": peak}))


main(sys.argv[1])
