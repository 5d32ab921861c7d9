"""E-mails (eml, Outlook's msg): subject and body as a document, attachments as further ones."""

from __future__ import annotations

import contextlib
import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage, Message

from pipeline.errors import ADVICE, UnreadableDocument
from pipeline.sources.builder import TextBuilder
from pipeline.sources.compound import CompoundFile
from pipeline.sources.content import Content, Draft, Failure, Member, Part, Parts
from pipeline.sources.encodings import decode

_UNSAFE = re.compile(r"[\x00-\x1f\\/:]+")
_INLINE_IMAGE = ("image/", "application/pkcs7", "application/pgp")
_MAX_PARTS = 5000


def read_eml(content: Content) -> Parts:
    """Read an .eml file; attachments follow as members.

    Raises:
        UnreadableDocument: ``damaged`` or ``empty``.
    """
    try:
        message = email.message_from_bytes(content.data, policy=email.policy.default)
        parts = list(_walk(message))[:_MAX_PARTS]
    except (ValueError, LookupError, IndexError, KeyError, AttributeError, TypeError, RecursionError):
        raise UnreadableDocument("damaged", f"The e-mail is damaged. {ADVICE}") from None
    result: list[Part] = []
    plain = [part for part in parts if part[0] == "text/plain" and not part[1]]
    html = [part for part in parts if part[0] == "text/html" and not part[1]]
    metadata = _headers(message)
    body = _body([data for _, _, data in plain], [data for _, _, data in html], metadata.get("title", ""))
    if body is not None:
        result.append(Draft(body.text, hints=body.hints, metadata=metadata, warnings=body.warnings))
    attached = [(name, data) for kind, name, data in parts if name and not kind.startswith(_INLINE_IMAGE)]
    result += _members(attached, content)
    if not result:
        raise UnreadableDocument("empty", "The e-mail holds no text and no attachments.")
    return result


def _walk(message: EmailMessage) -> Iterator[tuple[str, str, bytes]]:
    """(type, file name or '', bytes) of every part that is no container."""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            inner = part.get_payload()
            if isinstance(inner, list) and inner and isinstance(inner[0], Message):
                yield kind, part.get_filename() or "meddelande.eml", inner[0].as_bytes()
            continue
        if part.is_multipart():
            continue
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes):
            continue
        if kind.startswith("text/") and not part.get_filename():
            charset = part.get_content_charset()
            if charset and charset not in ("utf-8", "us-ascii"):
                with contextlib.suppress(LookupError):
                    data = data.decode(charset, "replace").encode("utf-8")
        name = part.get_filename() or ""
        if not name and part.get_content_disposition() == "attachment":
            name = "bilaga"
        yield kind, name, data


def _headers(message: EmailMessage) -> dict[str, str]:
    found: dict[str, str] = {}
    for header, name in (("subject", "title"), ("from", "author"), ("date", "created")):
        try:
            value = str(message[header] or "").strip()
        except (ValueError, LookupError, IndexError, AttributeError, TypeError):
            continue
        if value:
            found[name] = " ".join(value.split())
    return found


def _body(plain: list[bytes], html: list[bytes], subject: str) -> Draft | None:
    """Subject as a heading, then the text (plain if there is one, else the HTML)."""
    import lxml.html

    from pipeline.sources.html import walk_html

    builder = TextBuilder()
    if subject:
        builder.line(subject, heading=1)
    before = builder.length
    warnings: list[str] = []
    for data in plain:
        if data.strip():
            decoded = decode(data)
            warnings += decoded.warnings
            for line in decoded.text.split("\n"):
                if line.strip():
                    builder.line(line, spaced=False, aligned=True)
                else:
                    builder.blank()
    if builder.length == before:
        for data in html:
            if data.strip():
                page = decode(data)
                warnings += page.warnings
                parser = lxml.html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True)
                walk_html(lxml.html.document_fromstring(page.text, parser=parser), builder)
    if builder.length == before:
        return None
    return builder.draft(warnings=warnings)


def _members(attached: list[tuple[str, bytes]], content: Content) -> Iterator[Part]:
    limit = content.options.max_members
    for number, (name, data) in enumerate(attached[:limit], 1):
        yield Member(_UNSAFE.sub("_", name).strip() or f"bilaga-{number}", data)
    if len(attached) > limit:
        yield Failure(content.path, "read", "too-large", f"Only the first {limit} attachments were read.")


def read_msg(content: Content) -> Parts:
    """Read an Outlook .msg file; attachments follow as members.

    Raises:
        UnreadableDocument: ``damaged`` or ``empty``.
    """
    file = CompoundFile(content.data)
    subject = _property(file, "", "0037")
    body = _property(file, "", "1000")
    html = file.read("__substg1.0_10130102") or _property(file, "", "1013").encode()
    metadata = {key: value for key, value in (("title", subject), ("author", _property(file, "", "0C1A"))) if value}
    result: list[Part] = []
    draft = _body([body.encode()] if body.strip() else [], [html] if html.strip() else [], subject)
    if draft is not None:
        result.append(Draft(draft.text, hints=draft.hints, metadata=metadata, warnings=draft.warnings))
    folders = sorted({name.split("/")[0] + "/" for name in file.names() if name.startswith("__attach_version1.0_")})
    attached = []
    for number, folder in enumerate(folders, 1):
        data = file.read(f"{folder}__substg1.0_37010102")
        name = _property(file, folder, "3707") or _property(file, folder, "3704") or f"bilaga-{number}"
        if data is not None and not name.lower().endswith((".png", ".gif", ".jpg", ".jpeg")):
            attached.append((name, data))
    result += _members(attached, content)
    if not result:
        raise UnreadableDocument("empty", "The message holds no text and no attachments.")
    return result


def _property(file: CompoundFile, folder: str, number: str) -> str:
    """A text property of a message, Unicode or in the sender's code page."""
    wide = file.read(f"{folder}__substg1.0_{number}001F")
    if wide is not None:
        return wide.decode("utf-16-le", "replace").rstrip("\x00")
    narrow = file.read(f"{folder}__substg1.0_{number}001E")
    return narrow.decode("cp1252", "replace").rstrip("\x00") if narrow is not None else ""


