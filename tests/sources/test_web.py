"""Web pages, OpenDocument, RTF, LaTeX and Typst: what each format can say."""

from __future__ import annotations

import pytest

from pipeline.sources import Source, read
from tests.sources.writers import ODF, odt, package


def one(name: str, data: str | bytes) -> Source:
    result = read(name, data=data.encode() if isinstance(data, str) else data)
    assert not result.failures, result.failures
    return result.sources[0]


def lines(source: Source) -> list[str]:
    return [line.strip() for line in source.text.split("\n") if line.strip()]


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


class TestHtml:
    def test_what_is_no_document_is_dropped(self) -> None:
        body = (
            "<header><a href=/>Kommunen</a></header><nav>Meny</nav><div class='cookie-banner'>Vi använder kakor</div>"
            "<div id=breadcrumbs>Start / Protokoll</div><h1>Protokoll</h1><p>Mötet öppnas.</p><script>x=1</script>"
            "<p hidden>dolt</p><p style='display:none'>dolt</p><aside>Läs även</aside><footer>Kontakta oss</footer>"
        )
        assert lines(one("a.html", page(body))) == ["Protokoll", "Mötet öppnas."]

    def test_main_is_the_document(self) -> None:
        text = "Styrelsen beslutar att måla bron. " * 10
        body = f"<div>Annat</div><main><h1>Möte</h1><p>{text}</p></main><div>Mer annat</div>"
        assert lines(one("a.html", page(body))) == ["Möte", text.strip()]

    def test_ordered_lists_keep_their_numbers(self) -> None:
        body = "<ol start=4><li>Fyra<li value=7>Sju<li>Åtta<ol type=a><li>inre</ol></ol><ol reversed><li>två<li>ett</ol>"
        assert lines(one("a.html", page(body))) == ["4. Fyra", "7. Sju", "8. Åtta", "a. inre", "2. två", "1. ett"]

    def test_line_breaks_and_white_space(self) -> None:
        body = "<p>Närvarande:<br>Åsa\n   Lindberg<br/> Örjan Ek<br><br>Nytt&nbsp;stycke</p>"
        assert one("a.html", page(body)).text == "Närvarande:\nÅsa Lindberg\nÖrjan Ek\nNytt stycke\n"

    def test_words_are_not_cut_by_tags(self) -> None:
        assert one("a.html", page("<p>Be<b>sl</b>ut om <i>bron</i>.</p>")).text == "Beslut om bron.\n"

    def test_table_that_lays_out_the_page(self) -> None:
        body = "<table><tr><td><h2>§ 1 Öppnande</h2><p>Mötet öppnas.</p></td><td><h2>§ 2 Val</h2></td></tr></table>"
        source = one("a.html", page(body))
        assert lines(source) == ["§ 1 Öppnande", "Mötet öppnas.", "§ 2 Val"]
        assert [h.level for h in source.hints if h.kind == "heading"] == [2, 2]

    @pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "utf-8"])
    def test_declared_encoding(self, charset: str) -> None:
        data = page("<p>På ån i Åmål</p>", f"<meta charset={charset}>").encode(charset)
        assert lines(one("a.html", data)) == ["På ån i Åmål"]

    def test_wrongly_declared_encoding(self) -> None:
        data = page("<p>På ån i Åmål</p>", "<meta charset=iso-8859-1>").encode()
        assert lines(one("a.html", data)) == ["På ån i Åmål"]

    def test_deep_nesting_ends(self) -> None:
        result = read("a.html", data=("<div>" * 5000 + "djupt" + "</div>" * 5000).encode())
        assert result.sources or result.failures


class TestOdt:
    def test_heading_numbers_of_the_outline(self) -> None:
        outline = '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1" style:num-prefix="§ "/>'
        styles = f"<office:document-styles {ODF}><office:styles>{outline}</text:outline-style></office:styles></office:document-styles>"
        body = '<text:h text:outline-level="1">Bron</text:h><text:h text:outline-level="1">Ån</text:h>'
        content = f"<office:document-content {ODF}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
        data = package(
            {"content.xml": content, "styles.xml": styles}, ("mimetype", b"application/vnd.oasis.opendocument.text")
        )
        assert lines(one("a.odt", data)) == ["§ 1 Bron", "§ 2 Ån"]

    def test_lists_with_numbers_and_levels(self) -> None:
        style = (
            '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" '
            'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" '
            'style:num-suffix=")"/></text:list-style>'
        )
        inner = "<text:list><text:list-item><text:p>inre</text:p></text:list-item></text:list>"
        body = (
            '<text:list text:style-name="L1"><text:list-item><text:p>ett</text:p>' + inner + "</text:list-item>"
            "<text:list-item><text:p>två</text:p></text:list-item></text:list><text:p>mellan</text:p>"
            '<text:list text:style-name="L1" text:continue-numbering="true"><text:list-item><text:p>tre</text:p>'
            "</text:list-item></text:list>"
        )
        assert lines(one("a.odt", odt(body, style))) == ["1. ett", "a) inre", "2. två", "mellan", "3. tre"]

    def test_deleted_text_notes_and_comments_are_left_out(self) -> None:
        body = (
            "<text:tracked-changes><text:p>Struket</text:p></text:tracked-changes>"
            "<text:p>Bron<text:note><text:p>not</text:p></text:note> målas<text:s text:c='2'/>om<text:line-break/>i "
            "<text:span>vår</text:span></text:p>"
        )
        source = one("a.odt", odt(body))
        assert source.text == "Bron målas om\ni vår\n"
        assert "footnotes-left-out: 1" in source.warnings

    def test_flat_file(self) -> None:
        data = (
            f'<?xml version="1.0"?><office:document {ODF}><office:body><office:text><text:p>På ån</text:p>'
            "</office:text></office:body></office:document>"
        )
        assert one("a.fodt", data).text == "På ån\n"


class TestRtf:
    def test_letters_and_headers(self) -> None:
        data = rb"{\rtf1\ansi\ansicpg1252{\header Sidhuvud}{\fonttbl{\f0 Arial;}}\pard P\'e5 \u229?n\par Rad tv\'e5\par}"
        assert lines(one("a.rtf", data)) == ["På ån", "Rad två"]

    def test_cut_off_file_is_noted(self) -> None:
        assert "truncated" in one("a.rtf", rb"{\rtf1\ansi Styrelsen beslutar\par").warnings


class TestLatex:
    def test_section_numbers(self) -> None:
        text = (
            r"\documentclass{article}\titleformat{\section}{\bf}{\S \thesection}{1em}{}\begin{document}"
            r"\section{Bron}\subsection{Pris}\section*{Utan}\setcounter{section}{7}\section{Ån}\end{document}"
        )
        source = one("a.tex", text)
        assert lines(source) == ["§ 1 Bron", "1.1 Pris", "Utan", "§ 8 Ån"]
        assert [h.level for h in source.hints if h.kind == "heading"] == [1, 2, 1, 1]

    def test_plain_sections_get_a_point(self) -> None:
        assert lines(one("a.tex", r"\begin{document}\section{Bron}\end{document}")) == ["1. Bron"]

    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            (r"M\aa ns \AA{}ngstr\"om \'e \c{c} {\AA}sa", "Måns Ångström é ç Åsa"),
            (r"Pris 20\,\% \& 3~000 kr -- nu", "Pris 20 % & 3 000 kr – nu"),
            (r"\S\,4 \S{}5 ``citat'' \ldots", "§ 4 §5 ”citat” …"),
            ("text % kommentar\nfortsätter 5\\% till", "text fortsätter 5% till"),
            (r"\textbf{Beslut:} att \emph{bifalla}", "Beslut: att bifalla"),
            (r"se \href{http://exempel.se}{bilagan}\footnote{dold}\label{a}", "se bilagan"),
            (r"\unknown text \person{Åsa}", "text Åsa"),
            (r"\vspace{2em}kvar\hspace{1cm}", "kvar"),
        ],
    )
    def test_text(self, source: str, expected: str) -> None:
        assert lines(one("a.tex", "\\begin{document}\n" + source + "\n\\end{document}"))[0] == expected

    def test_own_commands(self) -> None:
        head = r"\newcommand{\sekr}{Örjan Ek}\newcommand{\val}[2]{#1 väljs till #2.}\def\bron{Bron vid ån}"
        text = head + r"\begin{document}\val{\sekr}{sekreterare} \bron{} målas.\end{document}"
        assert lines(one("a.tex", text)) == ["Örjan Ek väljs till sekreterare. Bron vid ån målas."]

    def test_command_that_calls_itself_ends(self) -> None:
        text = r"\newcommand{\a}{\a\a x}\begin{document}Bron \a målas\end{document}"
        assert one("a.tex", text).text.startswith("Bron")

    def test_lists_and_headers(self) -> None:
        text = (
            r"\lhead{Sidhuvud}\begin{document}\begin{enumerate}\item ett\begin{itemize}\item inre\end{itemize}"
            r"\item två\end{enumerate}\begin{description}\item[Åsa] ordförande\end{description}\end{document}"
        )
        assert lines(one("a.tex", text)) == ["1. ett", "• inre", "2. två", "• Åsa ordförande"]

    def test_other_files_are_not_read(self) -> None:
        source = one("a.tex", r"\begin{document}Bron\input{/etc/hostname}\end{document}")
        assert source.text == "Bron\n"
        assert source.warnings == ("input-left-out: /etc/hostname",)


class TestTypst:
    def test_headings_lists_and_names(self) -> None:
        text = (
            '#set heading(numbering: "1.")\n#let sekr = "Örjan Ek"\n= Bron\n== Pris <pris>\n'
            "- *Beslut:* #sekr målar // kommentar\n  + ett\n  + två\n#link(\"http://a.se\")[bilagan] nu\n"
        )
        source = one("a.typ", text)
        assert lines(source) == ["1. Bron", "1.1. Pris", "• Beslut: Örjan Ek målar", "1. ett", "2. två", "bilagan nu"]
        assert [source.text[h.start : h.end] for h in source.hints if h.kind == "bold"] == ["Beslut:"]
