"""Types by first bytes."""

import pytest

from b9_common.events import AssetKind
from b9_media_uploader.sniff import IMAGE_CAP, VIDEO_CAP, cap_of, fits, media_type
from b9_media_uploader.testing import samples

KNOWN = [
    (samples.jpeg(), "image/jpeg"),
    (samples.png(), "image/png"),
    (samples.gif(), "image/gif"),
    (samples.webp_lossy(), "image/webp"),
    (samples.iso_brand(b"avif"), "image/avif"),
    (samples.iso_brand(b"heic"), "image/heic"),
    (samples.iso_brand(b"mif1"), "image/heic"),
    (samples.mp4(), "video/mp4"),
    (samples.mp4(brand=b"zzzz"), "video/mp4"),
    (samples.iso_brand(b"qt  "), "video/quicktime"),
    (samples.box(b"moov", b""), "video/quicktime"),
    (samples.webm(), "video/webm"),
]
UNKNOWN = [
    b"",
    b"\xff\xd8",
    b"<!DOCTYPE html><html>",
    b"<html>",
    b"<?xml version='1.0'?><svg/>",
    b"<svg xmlns='http://www.w3.org/2000/svg'>",
    b"\xef\xbb\xbf<html>",
    b"{}",
    b"PK\x03\x04",
    b"%PDF-1.7",
    b"GIF90a",
    b"RIFF\0\0\0\0WAVE",
    b"\x7fELF",
    b"#!/bin/sh",
    b"#EXTM3U",
    samples.matroska(),
    samples.iso_brand(b"jp2 "),
    samples.iso_brand(b"M4A "),
]


@pytest.mark.parametrize(("head", "expected"), KNOWN)
def test_media_is_known_by_its_first_bytes(head: bytes, expected: str) -> None:
    assert media_type(head[:512]) == expected


@pytest.mark.parametrize("head", UNKNOWN)
def test_anything_else_is_unknown(head: bytes) -> None:
    assert media_type(head) is None


@pytest.mark.parametrize("kind", list(AssetKind))
def test_only_a_video_may_be_a_video(kind: AssetKind) -> None:
    is_video = kind is AssetKind.VIDEO
    assert fits(kind, "video/mp4") is is_video
    assert fits(kind, "image/jpeg") is not is_video
    assert cap_of(kind) == (VIDEO_CAP if is_video else IMAGE_CAP)
