"""The report as a reader uses it: typing, clicking, the keyboard. Needs selenium and chromedriver besides Chromium."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.report.made import MINUTES, identity

selenium = pytest.importorskip("selenium", reason="selenium is not installed (pip install selenium)")
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="Chromium or chromedriver is not installed (apt-get install chromium-driver)"
)
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-dev-shm-usage",
]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM or ""
    for flag in [*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}", "--window-size=1280,900"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield driver
    driver.quit()


def until(browser: Any, holds: Callable[[], bool]) -> None:
    """Wait for what the page does in its own time; a test that fails does so after ten seconds."""
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(browser, 10).until(lambda _: holds())


def test_typing_narrows_a_list_and_clearing_brings_it_back(site: Path, browser: Any) -> None:
    browser.get((site / "decisions.html").as_uri())
    count = lambda: len(browser.find_elements("css selector", "#list tbody tr"))  # noqa: E731
    assert count() == 2
    browser.find_element("id", "q").send_keys("avslår")
    until(browser, lambda: count() == 1)
    until(browser, lambda: "q=avsl" in browser.current_url)
    browser.find_element("css selector", "button[type=reset]").click()
    until(browser, lambda: count() == 2)
    assert browser.get_log("browser") == []


def test_a_click_on_a_row_shows_the_sentence_on_the_screen(site: Path, browser: Any) -> None:
    browser.get((site / "assignments.html").as_uri())
    browser.find_element("css selector", "#list tbody a").click()
    until(browser, lambda: browser.current_url.endswith(f"{identity(MINUTES)}.html#s2"))
    seen = "const r = document.querySelector('#s2').getBoundingClientRect(); return 0 <= r.top && r.top < innerHeight"
    until(browser, lambda: browser.execute_script(seen))
    assert browser.get_log("browser") == []


def test_arrow_keys_go_through_the_marks_and_escape_closes(site: Path, browser: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    browser.get((site / "d" / f"{identity(MINUTES)}.html").as_uri())
    browser.execute_script("document.querySelector('#s0').focus()")
    active = browser.switch_to.active_element
    until(browser, lambda: browser.find_element("css selector", "#panel h2").text == "Beslut")
    active.send_keys(Keys.ARROW_RIGHT)
    until(browser, lambda: browser.switch_to.active_element.get_attribute("id") == "e2")
    until(browser, lambda: browser.find_element("css selector", "#panel h2").text == "Organisation")
    browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    until(browser, lambda: "hint" in browser.find_element("id", "panel").get_attribute("class"))


def test_marks_can_be_turned_off(site: Path, browser: Any) -> None:
    browser.get((site / "d" / f"{identity(MINUTES)}.html").as_uri())
    ground = "return getComputedStyle(document.querySelector('#s0')).backgroundColor"
    before = browser.execute_script(ground)
    browser.find_element("css selector", ".marks .decision input").click()
    assert before != "rgba(0, 0, 0, 0)"
    until(browser, lambda: browser.execute_script(ground) == "rgba(0, 0, 0, 0)")


def test_no_page_is_wider_than_a_phone(site: Path, browser: Any) -> None:
    size = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        for page in site.rglob("*.html"):
            browser.get(page.as_uri())
            assert browser.execute_script("return document.documentElement.scrollWidth") <= 390, page.name
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
