"""
Reads answers for the ingest, one at a time: ``python -m b9_reddit_ingest.reader [KEYWORDS]``.

Questions come on the standard input, answers go to the standard output; when the input ends, so
does this process. It opens nothing and keeps nothing.
"""

import gc
import signal
import sys
from pathlib import Path
from typing import BinaryIO

import msgspec

from b9_reddit_ingest.frames import HEAD, SIZE, SIZES, read
from b9_reddit_ingest.keywords import Keywords, load_keywords


def serve(questions: BinaryIO, answers: BinaryIO, keywords: Keywords) -> None:
    """Answer until *questions* ends, also in the middle of one."""
    while len(sizes := questions.read(SIZES.size)) == SIZES.size:
        head_size, body_size = SIZES.unpack(sizes)
        head, body = questions.read(head_size), questions.read(body_size)
        if len(body) < body_size:
            return
        answer = msgspec.json.encode(read(HEAD.decode(head), body, keywords))
        answers.write(SIZE.pack(len(answer)))
        answers.write(answer)
        answers.flush()


def main() -> None:
    """Serve whoever started us; interrupts are for them to judge."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    keywords = load_keywords(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    gc.freeze()
    try:
        serve(sys.stdin.buffer, sys.stdout.buffer, keywords)
    except BrokenPipeError:
        # Nobody waits for the answer any more; nor may the interpreter try to flush it.
        sys.stderr.close()


if __name__ == "__main__":
    main()
