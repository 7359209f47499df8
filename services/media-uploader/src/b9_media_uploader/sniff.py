"""What a file is, by its first bytes; what the server or the URL calls it does not count."""

from typing import Final

from b9_common.events import AssetKind

HEAD_BYTES: Final = 512
MIB: Final = 1024**2
IMAGE_CAP: Final = 25 * MIB
VIDEO_CAP: Final = 500 * MIB

_AVIF: Final = {b"avif", b"avis"}
_HEIC: Final = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_MP4: Final = {
    b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"iso7", b"iso8", b"iso9",
    b"mp41", b"mp42", b"mp71", b"avc1", b"hvc1", b"av01", b"dash", b"cmfc", b"msdh", b"msnv",
    b"M4V ", b"M4VH", b"M4VP", b"f4v ", b"3gp4", b"3gp5", b"3gp6", b"3g2a",
}  # fmt: skip
_WEBM_DOCTYPE: Final = b"\x42\x82\x84webm"


def media_type(head: bytes) -> str | None:
    """The content type of a file that starts with *head*; None for what we do not keep."""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/webm" if _WEBM_DOCTYPE in head[:64] else None
    return _iso_media_type(head)


def _iso_media_type(head: bytes) -> str | None:
    """The type of an ISO base media file, by its brands: the major one first."""
    if head[4:8] != b"ftyp":
        return "video/quicktime" if head[4:8] in {b"moov", b"wide"} else None
    size = min(int.from_bytes(head[:4], "big"), len(head))
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, size - 3, 4))]
    for brand in brands:
        if brand in _AVIF:
            return "image/avif"
        if brand in _HEIC:
            return "image/heic"
        if brand == b"qt  ":
            return "video/quicktime"
        if brand in _MP4:
            return "video/mp4"
    return None


def fits(kind: AssetKind, content_type: str) -> bool:
    """Whether a file of *content_type* can be what *kind* announces."""
    return content_type.startswith("video/" if kind is AssetKind.VIDEO else "image/")


def cap_of(kind: AssetKind) -> int:
    """How many bytes an asset of *kind* may have."""
    return VIDEO_CAP if kind is AssetKind.VIDEO else IMAGE_CAP
