"""Translates the Autobahn suite, which is Python 2, to Python 3.

usage: port.py VENV FOLDER

Takes the packages `autobahntestsuite` and `autobahn` of VENV and writes the translated suite to
FOLDER/autobahntestsuite. lib2to3 does what can be done by grammar. What it cannot know is that
the suite keeps bytes in strings: here every payload stays a string of one character for each
byte, and becomes bytes at the few places where the suite hands data to autobahn or compares it.
"""

import pathlib
import re
import shutil
import sys
import warnings

warnings.simplefilter("ignore")
from lib2to3.refactor import RefactoringTool, get_fixers_from_package  # noqa: E402

SHIM = '''
import binascii as _binascii


def tobytes(data):
    return data.encode("latin-1") if isinstance(data, str) else data


class binascii:
    @staticmethod
    def b2a_hex(data):
        return _binascii.b2a_hex(tobytes(data)).decode()

    hexlify = b2a_hex


def norm(value):
    if isinstance(value, (list, tuple)):
        return [norm(item) for item in value]
    return tobytes(value)
'''

JSON_BYTES = '''def jsonBytes(x):
   return x.decode("latin-1") if isinstance(x, bytes) else str(x)


class FuzzingProtocol:
'''

SENDING = '''   MAX_WIRE_LOG_DATA = 256

   def sendFrame(self, opcode, payload = b"", *a, **k):
      if k.get("mask"):
         k["mask"] = tobytes(k["mask"])
      return super().sendFrame(opcode, tobytes(payload), *a, **k)

   def sendMessage(self, payload, *a, **k):
      return super().sendMessage(tobytes(payload), *a, **k)

   def sendMessageFrameData(self, payload, *a, **k):
      return super().sendMessageFrameData(tobytes(payload), *a, **k)

   def sendCloseFrame(self, code = None, reasonUtf8 = None, isReply = False):
      return super().sendCloseFrame(
         code = code, reasonUtf8 = tobytes(reasonUtf8), isReply = isReply)
'''


def edit(path, *changes):
    """Replaces text that must be there: another version of the suite is noticed."""
    text = path.read_text(encoding="utf8")
    for old, new in changes:
        if old not in text:
            sys.exit(f"port: {path} has no {old!r}")
        text = text.replace(old, new)
    path.write_text(text, encoding="utf8")


def substitute(path, *changes):
    """Replaces what fits a pattern, wherever it does."""
    text = path.read_text(encoding="utf8")
    for pattern, new in changes:
        text = re.sub(pattern, new, text, flags=re.MULTILINE)
    path.write_text(text, encoding="utf8")


def port_cases(folder):
    for path in folder.glob("*.py"):
        substitute(
            path, (r"\(object, Case, \)", "(Case, )"),
            (r"^import binascii$", "from ..py3shim import binascii"),
            (r"copy, os, pkg_resources, hashlib, binascii",
             "copy, os, pkg_resources, hashlib\nfrom ..py3shim import binascii"))
    for path in folder.glob("case6_2_[123].py"):  # Their source is UTF-8, meant as bytes.
        substitute(path, (r'^(   PAYLOAD\d? = )(".*")$',
                          r'\1\2.encode("utf8").decode("latin-1")'))
    edit(folder / "case.py",
         ("return pickle.dumps(obj1) == pickle.dumps(obj2)", "return norm(obj1) == norm(obj2)"),
         ("import pickle", "from ..py3shim import norm"))
    substitute(folder / "case6_x_x.py",
               (r"\b(v|validator)\.validate\(([^()]*)\)", r"\1.validate(tobytes(\2))"))
    edit(folder / "case6_x_x.py",
         ("from ..py3shim import binascii", "from ..py3shim import binascii, tobytes"))
    edit(folder / "case10_1_1.py", ("len(self.payload) / self.p", "len(self.payload) // self.p"))
    # The suite does not use it any more, and it needs an old zope.
    edit(folder / "__init__.py", ("from .case9_9_1 import *", ""))


def port_client(path):
    edit(path,
         ("import os, json, binascii,", "import os, json, functools,"),
         ("from twisted.python import log, usage",
          "from .py3shim import binascii, tobytes\nfrom twisted.python import log, usage"),
         ("json.dumps(res,", "json.dumps(res, default = jsonBytes,"),
         ("json.dumps(case,", "json.dumps(case, default = jsonBytes,"),
         ("''.join(payload)", "b''.join(payload)"),
         ("dd = data[:maxlen] + ellipses", "dd = tobytes(data)[:maxlen] + ellipses.encode()"),
         ("         dd = data\n      return dd", "         dd = tobytes(data)\n      return dd"),
         ("report_filename), 'w')",
          "report_filename), 'w', encoding = 'utf8', errors = 'replace')"),
         ("ll.encode('utf8')", "ll"), (".encode(\"utf-8\"))", ")"),
         ("case[\"httpRequest\"].strip()", "str(case[\"httpRequest\"]).strip()"),
         ("case[\"httpResponse\"].strip()", "str(case[\"httpResponse\"]).strip()"),
         ("class FuzzingProtocol:\n", JSON_BYTES),
         ("   MAX_WIRE_LOG_DATA = 256\n", SENDING))


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    packages = next(pathlib.Path(sys.argv[1]).glob("lib/python3*/site-packages"))
    suite = pathlib.Path(sys.argv[2]) / "autobahntestsuite"
    shutil.rmtree(suite, ignore_errors=True)
    shutil.copytree(packages / "autobahntestsuite", suite,
                    ignore=shutil.ignore_patterns("__pycache__"))
    substitute(packages / "autobahn/websocket/protocol.py",
               (r"range\(payload_len / len\(payload\)\)", "range(payload_len // len(payload))"))
    # What is tested reads every level alike, and the usual one takes most of the suite's time.
    edit(packages / "autobahn/websocket/compress_deflate.py",
         ("zlib.Z_DEFAULT_COMPRESSION", "zlib.Z_BEST_SPEED"))
    translator = RefactoringTool(get_fixers_from_package("lib2to3.fixes"))
    translator.refactor([str(path) for folder in (suite, suite / "case")
                         for path in folder.glob("*.py")], write=True)
    (suite / "py3shim.py").write_text(SHIM)
    port_cases(suite / "case")
    port_client(suite / "fuzzing.py")
    # Only the client that breaks rules is wanted, not the suite's servers and other tools.
    kept = "choosereactor|wstest|case|caseset|report|spectemplate|fuzzing"
    substitute(suite / "__init__.py", (rf"^from \. import (?!{kept}).*\n", ""))
    substitute(suite / "wstest.py",
               (r"^from \. import (testee|echo|broadcast|massconnect|serializer)$", ""))


if __name__ == "__main__":
    main()
