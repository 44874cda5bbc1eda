"""Uses the page as readers do, and fails on whatever goes wrong in the browser.

    drive.py ADDRESS SITE SCREENSHOTS

ADDRESS is that of a running server of the built-in dataset, SITE a folder that `controlmap site` wrote,
SCREENSHOTS a folder for pictures of the page. Each check is a function; its name says what must hold.
"""

import json
import os
import shutil
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from hosting import host

ADDRESS, SITE, SCREENSHOTS = sys.argv[1].rstrip("/"), Path(sys.argv[2]), Path(sys.argv[3])
# Every pixel is drawn by the processor, so checks without a picture have a small window.
WINDOWS = {
    "small": {"width": 960, "height": 640},
    "desktop": {"width": 1440, "height": 900},
    "phone": {"width": 390, "height": 844},
}
QAMISHLI = (41.2314, 37.0522)
PATIENCE_MS = 20_000
CHECKS = []
BROWSER_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
    "--disable-background-networking",
]


def check(**options):
    """A check of the page of the server, opened at a hash in a window."""

    def add(function):
        CHECKS.append((function, options))
        return function

    return add


def ask(path):
    with urllib.request.urlopen(f"{ADDRESS}/{path}") as answer:
        return json.load(answer)


class Faults:
    """What a browser says is wrong with a page."""

    def __init__(self, page):
        self.found = []
        page.on("console", self.console)
        page.on("pageerror", lambda error: self.found.append(f"error: {error}"))
        page.on("requestfailed", self.failed)
        page.on("response", self.answered)

    def console(self, message):
        # Reading pixels for a picture is slow without a graphics card, which drivers tell.
        is_of_driver = "GL Driver Message" in message.text
        if message.type in ("error", "warning") and not is_of_driver:
            self.found.append(f"console: {message.type}: {message.text}")

    def failed(self, request):
        # The page itself gives up asking for what is no longer shown.
        if "ERR_ABORTED" not in (request.failure or ""):
            self.found.append(f"request failed: {request.url}: {request.failure}")

    def answered(self, response):
        if response.status >= 400:
            self.found.append(f"{response.status}: {response.url}")


def ready(page):
    """Waits until the map has drawn something."""
    expect(page.locator("#timeline [role=slider]")).to_be_visible(timeout=PATIENCE_MS)
    page.wait_for_selector("#map canvas", timeout=PATIENCE_MS)
    page.wait_for_load_state("networkidle")


def value(page):
    return page.locator("#timeline [role=slider]").get_attribute("aria-valuetext")


def parameter(page, name):
    """What the address says of something, once it has caught up with the page."""
    page.wait_for_timeout(450)
    return page.evaluate("name => new URLSearchParams(location.hash.slice(1)).get(name)", name)


def moved_from(page, before):
    """Where the map looks, as the address says, once that is no longer where it looked before."""
    said = "new URLSearchParams(location.hash.slice(1)).get('map')"
    page.wait_for_function(f"before => {said} && {said} !== before", arg=before)
    return page.evaluate(said)


def screenshot(page, name):
    page.wait_for_load_state("networkidle")
    page.screenshot(path=SCREENSHOTS / f"{name}.png")


@check(hash="date=2026-01-27&lang=en")
def the_slider_goes_by_keys_and_by_mouse(page):
    slider = page.locator("#timeline [role=slider]")
    assert value(page) == "27 January 2026", value(page)
    slider.focus()
    page.keyboard.press("ArrowLeft")
    assert value(page) == "26 January 2026", value(page)
    page.keyboard.press("Home")
    assert value(page) == "31 December 2025", value(page)
    page.keyboard.press("End")
    last = value(page)
    box = page.locator("#timeline .track").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + 30, steps=4)
    page.mouse.up()
    assert value(page) not in (last, "31 December 2025"), value(page)
    assert parameter(page, "date") < "2026-01-27"


@check(hash="date=2025-12-31&lang=en")
def playing_goes_through_the_dates(page):
    page.locator("#timeline .primary").click()
    expect(page.locator("#timeline [role=slider]")).not_to_have_attribute("aria-valuetext", "31 December 2025", timeout=PATIENCE_MS)
    page.locator("#timeline .primary").click()
    stopped = value(page)
    page.wait_for_timeout(1200)
    assert value(page) == stopped, "it stands still after a pause"


@check(hash="date=2026-01-27&lang=en&map=7/36.4/40")
def a_click_opens_the_card_with_the_holder_that_the_server_names(page):
    page.locator("#map canvas").click(position={"x": 480, "y": 280})
    expect(page.locator("#card .holder")).to_be_visible(timeout=PATIENCE_MS)
    lon, lat = parameter(page, "at").split("/")
    told = ask(f"at?lon={lon}&lat={lat}&date=2026-01-27")
    expect(page.locator("#card .holder")).to_contain_text(told["holders"][0]["name"])
    page.locator("#card .band").click(position={"x": 5, "y": 10})
    assert value(page) in ("31 December 2025", "1 January 2026"), value(page)
    page.locator("#card-title").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()


@check(hash="date=2026-01-27&lang=en&map=8/36.9/41.2")
def enter_opens_the_card_of_the_middle_of_the_map(page):
    page.locator("#map canvas").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#card .holder")).to_contain_text("Syrian Democratic Forces", timeout=PATIENCE_MS)
    expect(page.locator("#card .front")).to_contain_text("km", timeout=PATIENCE_MS)


@check(hash="date=2026-01-27&lang=en&map=8/36.9/41.2&at=41.2314/37.0522")
def the_keyboard_reaches_all_of_it(page):
    expect(page.locator("#card .holder")).to_be_visible(timeout=PATIENCE_MS)
    page.locator("#tools .tool").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel-title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    expect(page.locator("#tools .tool").first).to_be_focused()
    expect(page.locator("#card")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()
    page.locator("#skip").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#timeline [role=slider]")).to_be_focused()
    assert parameter(page, "date") == "2026-01-27", "a link within the page leaves its state alone"
    unseen = page.evaluate("""() => [...document.querySelectorAll('button, a[href], select, input, [tabindex="0"]')].filter((it) => it.offsetParent)
        .filter((it) => !(it.getAttribute('aria-label') || it.labels?.length || it.textContent.trim())).map((it) => it.outerHTML)""")
    assert unseen == [], f"without a name for a screen reader: {unseen}"


@check(hash="date=2026-01-27&lang=en", on="desktop")
def places_are_found_in_every_language(page):
    screenshot(page, "desktop")
    field = page.locator("#search-field")
    for query in ("القامشلي", "القامشلى", "qamişlo", "QAMISHLI", "قامیشلۆ"):
        field.fill(query)
        expect(page.locator("#search-hits [role=option]").first).to_contain_text("Qamishli")
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("Enter")
    expect(page.locator("#card-title")).to_have_text("Qamishli", timeout=PATIENCE_MS)
    told = ask(f"at?lon={QAMISHLI[0]}&lat={QAMISHLI[1]}&date=2026-01-27")
    expect(page.locator("#card .holder")).to_contain_text(told["holders"][0]["name"], timeout=PATIENCE_MS)
    expect(page.locator("#card .cited")).to_be_visible(timeout=PATIENCE_MS)
    screenshot(page, "desktop-card")
    field.fill("3 Feb 2026")
    field.press("Enter")
    assert value(page) == "3 February 2026", value(page)
    expect(page.locator("#card .holder")).to_contain_text("Joint")
    field.fill("37.05 41.22")
    field.press("Enter")
    expect(page.locator("#card .lonlat")).to_contain_text("41.22000, 37.05000")
    for query, readings in {
        "36.2, 37.1": ["36.2° N, 37.1° E", "37.1° N, 36.2° E"],
        "41.22 37.05": ["37.05° N, 41.22° E", "41.22° N, 37.05° E"],
        "37.1E 36.2N": ["36.2° N, 37.1° E"],
        "N36.2 E37.1": ["36.2° N, 37.1° E"],
        "36°12'N 37°8'30\"E": ["36.2° N, 37.14167° E"],
        "36°12′ 37°9′": ["36.2° N, 37.15° E", "37.15° N, 36.2° E"],
        "٣٦٫٢، ٣٧٫١": ["36.2° N, 37.1° E", "37.1° N, 36.2° E"],
        "36,2 37,1": ["36.2° N, 37.1° E", "37.1° N, 36.2° E"],
        "-33.9 151.2": ["33.9° S, 151.2° E"],
    }.items():
        field.fill(query)
        expect(page.locator("#search-hits [role=option] bdi:first-child")).to_have_text(readings)
    expect(page.locator("#search-hits .hint")).to_have_text("Outside this map")
    field.fill("xyzzy")
    expect(page.locator("#search-hits .none")).to_be_visible()


@check(hash="date=2026-01-27&lang=en", on="desktop")
def two_dates_are_compared(page):
    page.locator("#tools .tool").nth(1).click()
    expect(page.locator("#panel-title")).to_be_focused()
    page.locator("#since-field").fill("2026-01-17")
    rows = page.locator(".changes .rows").first
    expect(rows).to_contain_text("Syrian government", timeout=PATIENCE_MS)
    told = ask("compare?from=2026-01-17&to=2026-01-27")
    taken = max(row["km2"] for row in told["matrix"] if row["from"] != row["to"])
    expect(rows).to_contain_text(f"{taken:,.0f}")
    expect(page.locator(".changes .places")).to_contain_text("Raqqa")
    assert parameter(page, "mode") == "gains" and parameter(page, "since") == "2026-01-17"
    page.wait_for_timeout(300)
    screenshot(page, "desktop-gains")

    page.locator("[data-mode=swipe]").click()
    divider = page.locator("[role=separator]")
    expect(divider).to_be_visible()
    expect(page.locator(".swipe-map canvas")).to_be_visible(timeout=PATIENCE_MS)
    expect(divider).to_have_text("17 Jan 202627 Jan 2026")
    expect(page.locator("#legend li").first).to_contain_text("17 Jan 202627 Jan 2026")
    government = [next(it["km2"] for it in ask(f"area?date={date}")[0]["all"]["grounds"] if it["holders"][0]["id"] == "gov")
        for date in ("2026-01-17", "2026-01-27")]
    expect(page.locator("#legend li").nth(1)).to_have_text("Syrian government" + "".join(f"{km2:,.0f}" for km2 in government))
    divider.focus()
    page.keyboard.press("ArrowRight")
    expect(divider).to_have_attribute("aria-valuenow", "52")
    box = divider.bounding_box()
    page.mouse.move(box["x"] + 22, 400)
    page.mouse.down()
    page.mouse.move(500, 400, steps=4)
    page.mouse.up()
    expect(divider).to_have_attribute("aria-valuenow", str(round(100 * 500 / 1440)))
    page.wait_for_timeout(300)
    screenshot(page, "desktop-swipe")
    page.locator("[data-mode=none]").click()
    expect(divider).to_be_hidden()


@check(hash="date=2026-01-27&lang=en&since=2026-01-17&mode=gains&panel=compare")
def a_comparison_goes_on_without_its_panel_until_it_is_ended(page):
    told = page.locator("#heading .compared")
    expect(told).to_be_hidden()
    page.locator("#panel .quiet").click()
    expect(told).to_contain_text("Gains since 17 January 2026")
    assert parameter(page, "since") == "2026-01-17" and parameter(page, "mode") == "gains"
    told.locator("button").click()
    expect(told).to_be_hidden()
    expect(page.locator("#legend")).not_to_contain_text("Changed hands")
    assert parameter(page, "since") is None and parameter(page, "mode") is None
    page.locator("#tools .tool").nth(1).click()
    expect(page.locator("[data-mode=gains]")).to_have_attribute("aria-pressed", "true")


@check(hash="date=2026-01-27&lang=en&panel=chart&since=2026-01-17", on="desktop")
def the_chart_goes_with_the_slider(page):
    told = ask("area?date=2026-01-27")[0]["all"]["grounds"][0]
    figures = page.locator(".figures tbody tr").first
    expect(figures).to_contain_text(told["holders"][0]["name"])
    expect(figures).to_contain_text(f"{told['km2']:,.0f}")
    expect(figures).to_contain_text("+35,4")
    screenshot(page, "desktop-chart")
    chart = page.locator("svg.chart")
    chart.focus()
    page.keyboard.press("Home")
    assert value(page) == "31 December 2025", value(page)
    box = chart.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.7, box["y"] + 60)
    assert value(page) > "31", value(page)
    page.locator(".choice button").nth(2).click()
    expect(page.locator(".table-frame tbody tr")).to_have_count(len(ask("page/data.json")["dates"]))


@check(hash="date=2026-01-27&lang=ar&at=41.22/37.05", on="desktop")
def arabic_is_read_from_right_to_left(page):
    assert page.evaluate("document.documentElement.dir") == "rtl"
    expect(page.locator("#card .holder")).to_contain_text("قوات سوريا الديمقراطية", timeout=PATIENCE_MS)
    expect(page.locator("#legend")).to_contain_text("الحكومة السورية")
    assert "كانون الثاني" in value(page), value(page)
    side, map_ = page.locator("#side").bounding_box(), page.locator("#map").bounding_box()
    assert side["x"] > map_["width"] / 2, "the side stands at the right"
    page.locator("#tools .tool").first.click()
    screenshot(page, "desktop-arabic")
    page.locator("#timeline [role=slider]").focus()
    page.keyboard.press("ArrowLeft")
    assert "28" in value(page), "left is ahead in time"
    page.locator(".language select").select_option("ku")
    expect(page.locator("#legend")).to_contain_text("Hikûmeta Sûriyê")
    assert page.evaluate("document.documentElement.dir") == "ltr"


@check(hash="date=2026-01-20&map=8.5/36.8/38.3&lang=en&theme=dark&since=2026-01-17&mode=gains&at=38.35/36.89&panel=compare", on="desktop")
def a_link_restores_the_view(page):
    assert value(page) == "20 January 2026", value(page)
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    expect(page.locator("#card .holder")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator("[data-mode=gains]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#since-field")).to_have_value("2026-01-17")
    assert [float(it) for it in parameter(page, "map").split("/")] == [8.5, 36.8, 38.3], parameter(page, "map")
    page.wait_for_timeout(300)
    screenshot(page, "desktop-dark")


@check(hash="date=2026-01-27&lang=en&panel=download")
def the_view_is_downloaded(page):
    begins = {"png": b"\x89PNG", "svg": b"<?xml", "geojson": b'{'}
    for kind, first in begins.items():
        with page.expect_download(timeout=PATIENCE_MS) as download:
            page.locator(f"[data-kind={kind}]").click()
        assert download.value.suggested_filename == f"control-2026-01-27.{kind}"
        content = Path(download.value.path()).read_bytes()
        assert content.startswith(first), content[:60]
        if kind == "geojson":
            features = json.loads(content)["features"]
            assert {"gov", "sdf"} <= {it["properties"]["actor"] for it in features}
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("[data-copies=embed]").click()
    code = page.evaluate("navigator.clipboard.readText()")
    assert code.startswith("<iframe src=") and "?embed#date=2026-01-27" in code and "panel=" not in code, code
    screenshot(page, "desktop-download")


@check(hash="date=2026-01-27&lang=en", query="?embed")
def embedded_there_is_the_map_and_its_slider(page):
    for hidden in ("#tools", "#search"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator("#timeline .full")).to_be_visible()
    expect(page.locator("#heading h1")).to_have_text("Who controls northern Syria")
    screenshot(page, "embedded")


@check(hash="date=2026-02-20&lang=en", query="?embed")
def a_small_frame_has_the_title_the_date_and_the_age_of_the_data(page):
    article = f"{ADDRESS}/article/"

    def tell(route):
        width, height = route.request.url.removeprefix(article).split("/")
        body = f'<iframe src="{ADDRESS}/?embed#date=2026-02-20&lang=en" width="{width}" height="{height}"></iframe>'
        route.fulfill(content_type="text/html", body=body)

    page.route(f"{article}**", tell)
    for width, height in ((480, 320), (320, 240)):
        page.goto(f"{article}{width}/{height}")
        frame = page.frame_locator("iframe")
        expect(frame.locator("#heading h1")).to_have_text("Who controls northern Syria")
        expect(frame.locator("#heading .as-of")).to_contain_text("20 February 2026")
        expect(frame.locator("#heading .data-of")).to_contain_text("Data of 15 February 2026")
        expect(frame.locator("#timeline .full")).to_have_attribute("href", f"{ADDRESS}/#date=2026-02-20&lang=en")
        frame.locator("#timeline .primary").wait_for()
        assert frame.locator(":root").evaluate("""() => ['#heading', '#timeline .primary', '#timeline .track', '#timeline .full', '#legend']
            .map((it) => document.querySelector(it).getBoundingClientRect())
            .every((it) => it.width > 0 && it.left >= 0 && it.right <= innerWidth && it.bottom <= innerHeight)"""), f"all of it fits {width} x {height}"
        page.wait_for_timeout(1500)
        page.locator("iframe").screenshot(path=SCREENSHOTS / f"embedded-{width}.png")


@check(hash="date=2026-01-27&lang=en", on="phone")
def a_phone_has_room_for_all_of_it(page):
    screenshot(page, "phone")
    narrow = page.evaluate("""[...document.querySelectorAll('button, select, input')].filter((it) => it.offsetParent)
        .map((it) => [it.className || it.id, it.getBoundingClientRect()])
        .filter(([, box]) => box.height > 0 && (box.height < 43.5 || box.right > innerWidth + 0.5 || box.left < -0.5)).map(([name]) => name)""")
    assert narrow == [], f"too small for a finger, or cut off: {narrow}"
    page.locator("#map canvas").tap(position={"x": 200, "y": 330})
    expect(page.locator("#card .holder")).to_be_visible(timeout=PATIENCE_MS)
    screenshot(page, "phone-card")
    page.locator("#card .quiet").first.tap()
    page.locator("#tools .tool").nth(1).tap()
    expect(page.locator(".changes .rows").first).to_be_visible(timeout=PATIENCE_MS)
    screenshot(page, "phone-compare")


@check(hash="date=2026-01-27&lang=ckb&at=41.2314/37.0522", on="phone")
def a_phone_shows_the_point_of_its_card(page):
    expect(page.locator("#card .holder")).to_be_visible(timeout=PATIENCE_MS)
    page.wait_for_timeout(300)
    pin, field, card = (page.locator(it).bounding_box() for it in (".pin", "#search", "#card"))
    assert field["y"] + field["height"] < pin["y"] and pin["y"] + pin["height"] < card["y"], (field, pin, card)


@check(hash="date=2026-01-27&lang=en", on="desktop")
def a_panel_gives_the_whole_map_back_when_it_closes(page):
    chart = page.locator("#tools .tool").first
    chart.click()
    beside = moved_from(page, None)
    chart.click()
    alone = moved_from(page, beside)
    assert float(beside.split("/")[0]) < float(alone.split("/")[0]), (beside, alone)
    for number in range(4):
        page.locator("#tools .tool").nth(number).click()
    assert moved_from(page, alone) == beside, "all panels leave the same room"
    page.locator("#panel .quiet").click()
    assert moved_from(page, beside) == alone


@check(hash="date=2026-01-27&lang=en&map=9.00/36.2000/37.1000", on="desktop")
def a_panel_gives_the_reader_s_view_back_unless_it_was_moved(page):
    own = "9.00/36.2000/37.1000"
    chart = page.locator("#tools .tool").first
    chart.click()
    beside = moved_from(page, own)
    assert float(beside.split("/")[0]) < 9, beside
    page.mouse.click(350, 450)
    expect(page.locator("#card")).to_be_visible()
    aside = moved_from(page, beside)
    pin, card = (page.locator(it).bounding_box() for it in (".pin", "#card"))
    assert pin["x"] > card["x"] + card["width"], "the card does not lie over its point"
    page.locator("#card .quiet").first.click()
    assert moved_from(page, aside) == beside
    chart.click()
    assert moved_from(page, beside) == own
    chart.click()
    assert moved_from(page, own) == beside
    page.locator("#map canvas").focus()
    page.keyboard.press("ArrowUp")
    moved = moved_from(page, beside)
    chart.click()
    assert parameter(page, "map") == moved, "a map that the reader moved stays where it is"


@check(hash="date=2026-01-27&lang=ckb&theme=dark&panel=chart", on="phone")
def a_phone_in_the_dark_reads_sorani(page):
    expect(page.locator(".figures")).to_contain_text("حکومەتی سووریا")
    screenshot(page, "phone-dark-sorani")


def use_site(page):
    """The same from a folder of files, without a server that answers."""
    page.locator("#map canvas").click(position={"x": 480, "y": 280})
    expect(page.locator("#card .holder")).to_contain_text("Syrian", timeout=PATIENCE_MS)
    expect(page.locator("#card .front")).to_contain_text("km", timeout=PATIENCE_MS)
    page.locator("#search-field").fill("الرقة")
    page.locator("#search-field").press("Enter")
    expect(page.locator("#card-title")).to_have_text("Raqqa")
    expect(page.locator("#card .holder")).to_contain_text("Syrian government", timeout=PATIENCE_MS)
    page.locator("#tools .tool").nth(1).click()
    page.locator("#since-field").fill("2026-01-17")
    expect(page.locator(".changes .rows").first).to_contain_text("35,475", timeout=PATIENCE_MS)
    expect(page.locator("#legend")).to_contain_text("Changed hands")
    page.wait_for_timeout(300)
    screenshot(page, "site-gains")
    page.locator("#tools .tool").nth(2).click()
    for kind in ("png", "geojson"):
        with page.expect_download(timeout=PATIENCE_MS) as download:
            page.locator(f"[data-kind={kind}]").click()
        assert Path(download.value.path()).stat().st_size > 1000
    expect(page.locator("[data-kind=svg]")).to_have_count(0)


def compare_site(page):
    """Ground that was lost and retaken between two dates has not changed hands between them."""
    middle = {"x": 479, "y": 277, "width": 2, "height": 2}

    def colour():
        page.wait_for_timeout(1200)
        return page.screenshot(clip=middle)

    marked = colour()
    page.locator("#tools .tool").nth(1).click()
    page.locator("[data-mode=none]").click()
    page.locator("#panel .quiet").click()
    plain = colour()
    assert marked == plain, "who holds it on both dates has not gained it"
    page.locator("#tools .tool").nth(1).click()
    page.locator("#since-field").fill("2026-01-22")
    page.locator("#panel .quiet").click()
    assert colour() != plain, "contested on the earlier date, it has been gained"


def window(browser, name, size):
    is_phone = name == "phone"
    return browser.new_context(
        viewport=size, has_touch=is_phone, is_mobile=is_phone, accept_downloads=True,
        locale="en-GB", color_scheme="light", reduced_motion="reduce",
    )


def opened(context, url):
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    faults = Faults(page)
    page.goto(url)
    return page, faults


def hold(name, function, page, *arguments):
    """Runs a check; what it finds wrong, in words."""
    try:
        ready(page)
        function(page, *arguments)
        return []
    except Exception as error:  # Whatever is wrong is told with the check's name.
        page.screenshot(path=SCREENSHOTS / f"failed-{name}.png")
        return [f"{type(error).__name__}: {error}"]


def main():
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which(os.environ.get("CONTROLMAP_CHROMIUM", "chromium"))
    wanted = sys.argv[4:]
    wrong = 0
    with sync_playwright() as playwright, host(SITE) as site:
        browser = playwright.chromium.launch(executable_path=chromium, args=BROWSER_ARGUMENTS)
        windows = {name: window(browser, name, size) for name, size in WINDOWS.items()}
        runs = [(f.__name__, f, f"{ADDRESS}/{o.get('query', '')}#{o['hash']}", o, ()) for f, o in CHECKS]
        runs += [
            ("a_folder_of_files_is_used_alike", use_site, f"{site}/#date=2026-01-27&lang=en&map=7/36.4/40", {}, ()),
            ("a_folder_of_files_knows_what_was_retaken", compare_site, f"{site}/#date=2026-01-27&since=2026-01-17&mode=gains&lang=en&map=11/36.415/40.745", {}, ()),
        ]
        for name, function, url, options, more in runs:
            if wanted and name not in wanted:
                continue
            begun = time.monotonic()
            page, faults = opened(windows[options.get("on", "small")], url)
            found = hold(name, function, page, *more) + faults.found
            page.close()
            wrong += len(found)
            print(f"{'ok  ' if not found else 'WRONG'} {name} ({time.monotonic() - begun:.1f} s)", *found, sep="\n     ", flush=True)
        browser.close()
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
