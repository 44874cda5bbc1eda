"""Uses the page as readers do, and fails on whatever goes wrong in the browser.

    drive.py ADDRESS SITE SCREENSHOTS

ADDRESS is that of a running server of the built-in dataset, SITE a folder that `controlmap site` wrote,
SCREENSHOTS a folder for pictures of the page. Each check is a function; its name says what must hold.
"""

import json
import math
import os
import shutil
import struct
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


@check(hash="date=2026-01-27&lang=en&at=41.2314/37.0522")
def a_card_says_when_an_answer_failed(page):
    slider, front, failed = (page.locator(it) for it in ("#timeline [role=slider]", "#card .front", "#card [role=alert]"))
    expect(front).to_be_visible(timeout=PATIENCE_MS)
    page.route("**/at?*", lambda route: route.fulfill(content_type="application/json", body="{"))
    slider.press("ArrowLeft")
    expect(failed).to_be_visible(timeout=PATIENCE_MS)
    expect(front).to_have_count(0)
    page.unroute("**/at?*")
    slider.press("ArrowLeft")
    expect(front).to_be_visible(timeout=PATIENCE_MS)
    expect(failed).to_have_count(0)


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
    told = ask("compare?from=2026-01-17&to=2026-01-27")
    place, lost = next((place, it) for place, it in enumerate(told["sides"]) if it["net_km2"] < 0)
    side = page.locator(".changes .side").nth(place)
    expect(side.locator(".net")).to_have_text(f"\u2066\u2212{-lost['net_km2']:,.0f}\u2069 km\u00b2\u2066\u2212{-lost['net_percent']:.1f} %\u2069", timeout=PATIENCE_MS)
    expect(side).to_contain_text(lost["holders"][0]["name"])
    pockets = [[it for it in told[f"pockets_{when}"] if it["actor"]["id"] == "sdf"] for when in ("before", "after")]
    expect(side).to_contain_text("Pockets: " + " \u2192 ".join(str(len(it)) for it in pockets))
    expect(side).to_contain_text(f"After: {pockets[1][0]['name']} {pockets[1][0]['km2']:,.0f} km\u00b2")
    taken = max(row["km2"] for row in told["matrix"] if row["from"] != row["to"])
    expect(page.locator(".changes .turns-list")).to_contain_text(f"{taken:,.0f}")
    groups = page.locator(".changes h4")
    expect(groups.first).to_contain_text("(SDF) \u2192 Syrian government")
    assert sum(int(it) for it in page.locator(".changes h4 .figure").all_text_contents()) == len(told["places"])
    expect(page.locator(".changes .places").first.locator("li").first).to_have_text("Raqqa")
    contested = [it["name"] for it in told["places"] if it["to"]["status"] == "contested"]
    expect(groups.filter(has_text="\u2192 Contested")).to_have_count(1 if contested else 0)
    gains = legend_of_gains(page, "17 Jan 2026")
    assert "Syrian government" in gains and "Front line on 17 Jan 2026" in gains, gains
    assert all("Syrian Democratic Forces (SDF)" != it for it in gains), gains
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


@check(hash="date=2026-01-27&lang=en&since=2026-01-17&mode=gains&panel=compare")
def a_comparison_is_asked_for_once_and_only_while_it_is_seen(page):
    told = page.locator(".changes h3").first
    expect(told).to_be_visible(timeout=PATIENCE_MS)
    legend_of_gains(page, "17 Jan 2026")
    page.wait_for_load_state("networkidle")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/compare?" in request.url else None)
    page.locator("#tools .group").nth(1).locator("button").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.wait_for_timeout(600)
    expect(told).to_be_visible()
    assert not asked, asked
    page.locator("#panel .quiet").click()
    page.locator("#timeline [role=slider]").press("ArrowLeft")
    page.wait_for_timeout(1000)
    assert all("f=geojson" in url for url in asked), "the map alone still shows it"


@check(hash="date=2026-02-20&lang=en&since=2026-01-27&mode=gains&panel=compare")
def a_date_after_the_data_stays_when_the_other_one_is_chosen(page):
    page.locator("#since-field").fill("2026-01-17")
    expect(page.locator(".changes h3").first).to_have_text("17 Jan 2026 to 20 Feb 2026 (data of 15 Feb 2026)", timeout=PATIENCE_MS)
    expect(page.locator("#date-field")).to_have_value("2026-02-20")
    assert page.locator("#date-field").evaluate("it => it.validity.valid")


def legend_of_gains(page, since):
    """What the legend says of the gains that the map shows."""
    rows = page.locator("#legend li")
    expect(rows.first).to_have_text(f"Gains since {since}", timeout=PATIENCE_MS)
    names = page.locator("#legend li .name").all_text_contents()
    end = next(place for place, name in enumerate(names) if name.startswith("Control as of"))
    return names[1:end]


@check(hash="date=2026-01-10&lang=en&since=2026-01-27&mode=gains&panel=compare")
def the_later_of_two_dates_is_shown_whichever_was_chosen_first(page):
    heading, told = page.locator("#heading .as-of"), page.locator(".changes h3").first
    expect(heading).to_have_text("Control as of 27 January 2026")
    expect(told).to_have_text("10 Jan 2026 to 27 Jan 2026", timeout=PATIENCE_MS)
    assert "Front line on 10 Jan 2026" in legend_of_gains(page, "10 Jan 2026")
    told_dates = [parameter(page, name) for name in ("since", "date")]
    assert told_dates == ["2026-01-10", "2026-01-27"], told_dates
    page.locator("#since-field").fill("2026-02-03")
    expect(heading).to_have_text("Control as of 3 February 2026")
    expect(told).to_have_text("27 Jan 2026 to 3 Feb 2026", timeout=PATIENCE_MS)
    expect(page.locator("#date-field")).to_have_value("2026-02-03")
    slider = page.locator("#timeline [role=slider]")
    slider.focus()
    page.keyboard.press("Home")
    assert value(page) == "31 December 2025", value(page)
    expect(heading).to_have_text("Control as of 27 January 2026")
    expect(told).to_have_text("31 Dec 2025 to 27 Jan 2026", timeout=PATIENCE_MS)
    page.keyboard.press("ArrowRight")
    assert value(page) == "8 January 2026", value(page)
    for mode in ("swipe", "gains"):
        page.locator(f"[data-mode={mode}]").click()
        assert value(page) == "8 January 2026", "the slider stays on the earlier of the two"
    slider.focus()
    page.keyboard.press("End")
    expect(told).to_contain_text("27 Jan 2026 to", timeout=PATIENCE_MS)
    page.locator("[data-mode=swipe]").click()
    expect(page.locator(".swipe-date").first).to_have_text("27 Jan 2026")


@check(hash="date=2026-01-27&lang=en&since=2026-01-17&mode=swipe&panel=download")
def a_picture_of_two_dates_has_both(page):
    expect(page.locator(".swipe-map canvas")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator("[data-kind=svg] .hint")).to_have_text("Control as of 27 January 2026")
    made, view = page.locator("[data-kind=png]"), parameter(page, "map")
    with page.expect_download(timeout=3 * PATIENCE_MS) as download:
        made.press("Enter")
        expect(made).to_have_attribute("aria-busy", "true")
        made.press("Enter")
    expect(made).to_have_attribute("aria-busy", "false")
    page.wait_for_timeout(600)
    expect(made).to_be_focused()
    assert parameter(page, "map") == view, "the map looks where it did"
    assert download.value.suggested_filename == "control-2026-01-27-beside-2026-01-17.png"
    download.value.save_as(SCREENSHOTS / "download-swipe.png")
    assert (SCREENSHOTS / "download-swipe.png").read_bytes().startswith(b"\x89PNG")


@check(hash="date=2026-01-27&lang=en&since=2026-01-05&mode=gains&panel=compare")
def an_earlier_date_says_how_old_its_data_is(page):
    expect(page.locator(".changes h3").first).to_have_text("5 Jan 2026 (data of 31 Dec 2025) to 27 Jan 2026", timeout=PATIENCE_MS)
    page.locator("#panel .panel-head .quiet").click()
    expect(page.locator("#heading .compared span")).to_have_text("Gains since 5 January 2026 (data of 31 December 2025)")


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
    page.locator(".choice button").nth(3).click()
    expect(page.locator(".table-frame tbody tr")).to_have_count(len(ask("page/data.json")["dates"]))


@check(hash="date=2026-01-27&lang=en&since=2026-01-17&mode=gains&panel=chart")
def the_chart_moves_the_one_of_two_dates_that_the_slider_moves(page):
    chart = page.locator("svg.chart")
    page.locator(".chart .choice button").nth(2).click()
    chart.focus()
    page.keyboard.press("Home")
    expect(chart).to_have_attribute("aria-valuetext", "31 December 2025")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(chart).to_be_focused()
    assert chart.get_attribute("aria-valuetext") == value(page), "both stand on the earlier date"
    assert parameter(page, "date") == "2026-01-17"
    assert "2025-12-31" < parameter(page, "since") < "2026-01-17"


@check(hash="date=2026-02-12&lang=en&at=41.2314/37.0522&panel=chart", on="desktop")
def the_dates_end_with_the_data(page):
    slider = page.locator("#timeline [role=slider]")
    slider.focus()
    page.keyboard.press("End")
    assert value(page) == "15 February 2026", value(page)
    expect(page.locator("#timeline .round").nth(2)).to_be_disabled()
    expect(page.locator("#card .band-ends span").last).to_have_text("15 Feb 2026", timeout=PATIENCE_MS)
    expect(page.locator("#card .when")).to_contain_text("the end of the data, 15 February 2026", timeout=PATIENCE_MS)
    expect(page.locator("svg.chart")).to_contain_text("15 Feb 2026")
    carried, track = (page.locator(it).bounding_box() for it in ("#timeline .carried", "#timeline .track"))
    assert carried["width"] < 0.06 * track["width"], (carried, track)
    page.mouse.click(carried["x"] + carried["width"] - 2, carried["y"] + 5)
    assert value(page) in ("28 February 2026", "1 March 2026"), value(page)
    expect(page.locator("#heading .data-of")).to_have_text("No newer data than 15 February 2026")
    screenshot(page, "desktop-no-newer-data")


@check(hash="date=2026-02-13&lang=en")
def playing_stops_at_the_last_date_of_the_data(page):
    page.locator("#timeline .speed").select_option("8")
    page.locator("#timeline .primary").click()
    slider = page.locator("#timeline [role=slider]")
    expect(slider).to_have_attribute("aria-valuetext", "15 February 2026", timeout=PATIENCE_MS)
    expect(page.locator("#timeline .primary")).to_have_attribute("aria-label", "Play")


@check(hash="date=2026-01-27&lang=en")
def a_search_says_what_there_is_and_what_there_is_not(page):
    field, options = page.locator("#search-field"), page.locator("#search-hits [role=option]")
    for query, name in {"Hasake": "al-Hasakah", "Kamishli": "Qamishli", "Der Hafer": "Deir Hafir"}.items():
        field.fill(query)
        expect(options.first).to_contain_text(name)
    field.fill("hasakah")
    expect(options.first).to_contain_text("City")
    expect(options.filter(has_text="Region")).to_have_count(1)
    expect(page.locator("#search-hits [aria-selected=true]")).to_have_count(0)
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    field.fill("Dec 31")
    expect(options).to_have_count(1)
    expect(options.first).to_contain_text("31 December 2025")
    field.fill("2025-06-01")
    expect(page.locator("#search-hits .none")).to_have_text("No data on 1 June 2025; the data run from 31 December 2025 to 15 February 2026")
    expect(options.first).to_contain_text("The nearest date with data")
    field.press("Enter")
    assert value(page) == "27 January 2026", "Enter alone takes no other date than was asked for"
    field.press("Enter")
    assert value(page) == "31 December 2025", value(page)
    field.fill("SDF")
    expect(options.first).to_contain_text("Syrian Democratic Forces")
    before = parameter(page, "map")
    field.press("Enter")
    page.wait_for_timeout(300)
    assert parameter(page, "map") != before, "the map shows the side's ground"


@check(hash="date=2026-01-27&lang=en")
def going_back_leaves_what_was_opened(page):
    page.locator("#search-field").fill("3 Feb 2026")
    page.locator("#search-field").press("Enter")
    assert value(page) == "3 February 2026", value(page)
    page.locator("#tools .tool").first.click()
    expect(page.locator("#panel")).to_be_visible()
    page.locator("#timeline .track").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(450)
    page.go_back()
    expect(page.locator("#panel")).to_be_hidden()
    assert value(page) == "3 February 2026", value(page)
    page.go_back()
    page.wait_for_timeout(100)
    assert value(page) == "27 January 2026", value(page)
    page.go_forward()
    page.wait_for_timeout(100)
    assert value(page) == "3 February 2026", value(page)
    before = parameter(page, "map")
    page.locator("#search-field").fill("SDF")
    page.locator("#search-field").press("Enter")
    moved_from(page, before)
    page.go_back()
    assert parameter(page, "map") == before, "where a search leads is a step back, though no card was open"


@check(hash="date=2026-01-27&lang=en")
def the_keys_are_told(page):
    page.keyboard.press("Tab")
    skip, heading = page.locator("#skip").bounding_box(), page.locator("#heading").bounding_box()
    assert skip["y"] > heading["y"] + heading["height"], "it covers no headline"
    page.keyboard.press("?")
    dialog = page.locator("#shortcuts")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("Play or pause")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("/")
    expect(page.locator("#search-field")).to_be_focused()
    page.locator("#tools .tool").nth(3).click()
    page.locator("#panel .keys").click()
    expect(dialog).to_be_visible()


@check(hash="date=2026-01-27&lang=en&panel=chart", on="desktop")
def the_chart_shows_changes_from_their_first_date(page):
    page.locator(".choice button").nth(2).click()
    expect(page.locator("svg.chart .level").first).to_contain_text("−40,000")
    expect(page.locator(".figures thead")).to_contain_text("Since 31 Dec 2025")
    texts = page.evaluate("""[...document.querySelectorAll('svg.chart .level')].map((it) => it.getBoundingClientRect().left)""")
    assert min(texts) >= page.locator("svg.chart").bounding_box()["x"], "no figure is cut off"


@check(hash="date=2026-01-27&lang=en&at=36/39", on="small")
def of_a_point_outside_the_data_little_is_said(page):
    expect(page.locator("#card .holder")).to_contain_text("Not mapped", timeout=PATIENCE_MS)
    for missing in (".when", ".band", ".front"):
        expect(page.locator(f"#card {missing}")).to_have_count(0)


@check(hash="date=2026-01-17&lang=en&at=37.7078/36.1569")
def what_days_between_snapshots_do_not_show_is_not_said_to_be_known(page):
    data = ask("page/data.json")
    before = max(date for date in data["known"] if date < "2026-01-17")
    assert before < "2026-01-16", "there are days between"
    expect(page.locator("#card .when")).to_contain_text("Since 17 January 2026. ", timeout=PATIENCE_MS)
    expect(page.locator("#card .unseen-days")).to_have_count(0)
    page.route("**/page/data.json", lambda route: route.fulfill(json={**data, "snapshots": data["known"]}))
    page.reload()
    expect(page.locator("#card .when")).to_contain_text("Since 17 January 2026 or earlier (data before: ", timeout=PATIENCE_MS)
    expect(page.locator("#card-before")).to_contain_text("or later")
    expect(page.locator("#card .unseen-days")).to_have_count(1)
    page.locator("#card-before").click()
    assert parameter(page, "date") == before, "the day before is not known to have been so"


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
    page.locator("#outlines").check()
    with page.expect_download(timeout=PATIENCE_MS) as download:
        page.locator("[data-kind=svg]").click()
    assert b"<text" not in Path(download.value.path()).read_bytes(), "letters are shapes"
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
        expect(frame.locator("#heading .data-of")).to_contain_text("No newer data than 15 February 2026")
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


def on_page(page, lon, lat):
    """Where a place is in the map's window, as the address says."""
    zoom, middle_lat, middle_lon = (float(it) for it in parameter(page, "map").split("/"))
    side = 512 * 2 ** zoom
    northing = lambda at: math.log(math.tan(math.pi / 4 + math.radians(at) / 2)) / (2 * math.pi)
    box = page.locator("#map canvas").bounding_box()
    return box["width"] / 2 + (lon - middle_lon) / 360 * side, box["height"] / 2 - (northing(lat) - northing(middle_lat)) * side


@check(hash="date=2026-01-27&lang=en", on="desktop")
def the_whole_map_has_all_ground_beside_what_stands_over_it(page):
    west, south, east, north = ask("page/data.json")["extent"]

    def is_seen():
        legend, tools, bar = (page.locator(it).bounding_box() for it in ("#legend", "#tools .zoom", "#timeline"))
        (left, top), (right, bottom) = on_page(page, west, north), on_page(page, east, south)
        return left > legend["x"] + legend["width"] and right < tools["x"] and top > 0 and bottom < bar["y"]

    home = page.locator("#tools .zoom .tool").last
    before = page.locator("#map canvas")
    before.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("+")
    nearer = moved_from(page, None)
    assert not is_seen(), nearer
    home.click()
    moved_from(page, nearer)
    assert is_seen(), parameter(page, "map")


@check(hash="date=2026-01-27&lang=en&map=7/36.4/40", on="desktop")
def the_credit_line_gives_way_to_panels(page):
    foot = page.locator("#foot")
    expect(page.locator("#credits")).to_have_text("OpenStreetMap contributors · GSHHG · GeoNames · Natural Earth")
    expect(page.locator("#scale")).to_have_text("20 km")
    expect(page.locator("#scale")).to_be_visible()
    page.locator("#tools .tool").nth(3).click()
    expect(page.locator("#panel")).to_be_visible()
    for width in (1440, 1024, 800):
        page.set_viewport_size({"width": width, "height": 700})
        page.wait_for_timeout(200)
        boxes = [page.locator(it).bounding_box() for it in ("#panel", "#tools .zoom", "#legend")]
        own = foot.bounding_box()
        for box in filter(None, boxes):
            apart = own["x"] + own["width"] <= box["x"] or box["x"] + box["width"] <= own["x"] or box["y"] + box["height"] <= own["y"]
            assert apart, (width, own, box)
    page.set_viewport_size(WINDOWS["desktop"])


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
    expect(page.locator("#card-about")).to_have_text("About the data")
    page.locator("#search-field").fill("الرقة")
    page.locator("#search-field").press("Enter")
    expect(page.locator("#card-title")).to_have_text("Raqqa")
    expect(page.locator("#card .holder")).to_contain_text("Syrian government", timeout=PATIENCE_MS)
    page.locator("#tools .tool").nth(1).click()
    page.locator("#since-field").fill("2026-01-17")
    expect(page.locator(".changes .rows").first).to_contain_text("35,475", timeout=PATIENCE_MS)
    expect(page.locator(".changes .note")).to_contain_text("where a server answers")
    gains = legend_of_gains(page, "17 Jan 2026")
    assert "Syrian government" in gains and "Syrian Democratic Forces (SDF)" not in gains, gains
    page.wait_for_timeout(300)
    screenshot(page, "site-gains")
    page.locator("#tools .tool").nth(2).click()
    for kind in ("png", "geojson"):
        with page.expect_download(timeout=PATIENCE_MS) as download:
            page.locator(f"[data-kind={kind}]").click()
        content = Path(download.value.path()).read_bytes()
        assert len(content) > 1000
        if kind == "png":
            shutil.copy(download.value.path(), SCREENSHOTS / "site-picture.png")
            width, height = struct.unpack(">II", content[16:24])
            canvas = page.locator("#map canvas").bounding_box()
            assert width > 2 * canvas["width"] and height > 2 * canvas["height"] + 150, "it has a title, and sources below"
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
