"""Corners of the picture are corners of the screen, whatever the sizes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskhand.models.cards import Card, card_of, cards
from deskhand.models.wire.scale import Scale, fitting, picture_tokens, scale_for

SIZES = st.tuples(st.integers(320, 7680), st.integers(240, 4320))
SMALL = card_of("anthropic/claude-haiku-4-5")
SHARP = card_of("anthropic/claude-opus-5")


@pytest.mark.parametrize(
    ("card", "screen", "sent"),
    [
        (SMALL, (1280, 800), (1280, 800)),
        (SMALL, (1920, 1080), (1429, 804)),
        (SHARP, (1920, 1080), (1920, 1080)),
        (card_of("anthropic/claude-opus-5-5"), (1920, 1080), (1920, 1080)),
        (SHARP, (3840, 2160), (2000, 1125)),
    ],
)
def test_only_a_picture_above_the_caps_is_made_smaller(
    card: Card, screen: tuple[int, int], sent: tuple[int, int]
) -> None:
    assert fitting(*screen, card) == sent


@given(SIZES, st.sampled_from(cards()))
def test_no_picture_is_sent_above_a_cap_nor_out_of_shape(size: tuple[int, int], card: Card) -> None:
    width, height = fitting(*size, card)
    assert 1 <= width <= size[0]
    assert 1 <= height <= size[1]
    assert not card.picture_edge_px_max or max(width, height) <= card.picture_edge_px_max
    assert not card.picture_pixels_max or width * height <= card.picture_pixels_max
    assert not card.picture_tokens_max or picture_tokens(width, height, card) <= card.picture_tokens_max
    assert abs(width * size[1] - height * size[0]) <= size[0] + size[1]


@given(SIZES, st.sampled_from([card for card in cards() if card.provider == "anthropic"]))
def test_corners_fall_on_corners_and_regions_on_regions_both_ways(size: tuple[int, int], card: Card) -> None:
    scale = Scale(size, fitting(*size, card))
    (w, h), (sw, sh) = scale.screen, scale.sent
    for sent, there in (
        ((0, 0), (0, 0)),
        ((sw - 1, 0), (w - 1, 0)),
        ((0, sh - 1), (0, h - 1)),
        ((sw - 1, sh - 1), (w - 1, h - 1)),
    ):
        assert scale.to_screen({"coordinate": sent}) == {"coordinate": list(there)}
        assert scale.to_sent({"coordinate": there}) == {"coordinate": list(sent)}
    assert scale.to_screen({"region": [0, 0, sw, sh]}) == {"region": [0, 0, w, h]}
    assert scale.to_sent({"region": [0, 0, w, h]}) == {"region": [0, 0, sw, sh]}


@given(SIZES, st.data())
def test_a_place_on_the_picture_is_on_the_screen_and_comes_back_to_itself(
    size: tuple[int, int], data: st.DataObject
) -> None:
    scale = Scale(size, fitting(*size, SMALL))
    place = [data.draw(st.integers(0, side - 1)) for side in scale.sent]
    (there,) = scale.to_screen({"path": [place]})["path"]
    assert all(0 <= value < side for value, side in zip(there, size, strict=True))
    assert scale.to_sent({"coordinate": there}) == {"coordinate": place}


def test_a_place_off_the_picture_stays_off_the_screen() -> None:
    scale = Scale((1920, 1080), (1429, 804))
    assert scale.to_screen({"coordinate": [1429, 804]})["coordinate"] == [1920, 1080]
    assert scale.to_screen({"coordinate": [-1, 5]})["coordinate"][0] < 0


@pytest.mark.parametrize("odd", ["here", [1], [1, "2"], [True, 2], [1e300, 2], None, {"x": 1}])
def test_what_is_no_place_is_passed_on_for_the_tool_to_refuse(odd: object) -> None:
    assert Scale((1920, 1080), (1429, 804)).to_screen({"coordinate": odd}) == {"coordinate": odd}


@pytest.mark.parametrize(
    ("facts", "size", "tokens"),
    [
        ({}, (1280, 720), 46 * 26),
        ({"picture_tile_px": 32, "picture_tile_tokens": 1.2}, (1280, 720), 1104),
        ({"picture_tile_px": 32, "picture_tile_tokens": 1.2}, (1920, 1080), 2448),
        ({"picture_tokens_flat": 1100}, (3840, 2160), 1100),
    ],
)
def test_a_picture_costs_what_its_provider_counts(facts: dict[str, float], size: tuple[int, int], tokens: int) -> None:
    assert picture_tokens(*size, Card.model_validate({"model": "acme/x", **facts})) == tokens


def test_a_model_with_a_grid_points_in_thousandths_whatever_the_size_of_its_pictures() -> None:
    scale = scale_for((1920, 1080), Card(model="acme/x", coordinates="grid_1000", picture_edge_px_max=1000))
    assert scale.to_screen({"coordinate": [999, 0], "region": [0, 0, 500, 500]}) == {
        "coordinate": [1919, 0],
        "region": [0, 0, 960, 540],
    }
    assert scale.to_sent({"coordinate": [1919, 1079]})["coordinate"] == [999, 999]


@given(SIZES, st.sampled_from(["pixels", "grid_1000", "grid_1"]), st.sampled_from(["xy", "yx"]), st.data())
def test_a_place_comes_back_in_every_way_of_counting(
    size: tuple[int, int], coordinates: str, axes: str, data: st.DataObject
) -> None:
    scale = scale_for(size, Card(model="a/b", coordinates=coordinates, axes=axes))  # type: ignore[arg-type]
    place = [data.draw(st.integers(0, side - 1)) for side in size]
    there = scale.to_sent({"coordinate": place, "path": [place], "region": [*place, *size]})
    back = scale.to_screen(there)
    off_px = 0.51 * max(1, max(size) / 999) if coordinates == "grid_1000" else 0.51
    for found in (back["coordinate"], back["path"][0], back["region"][:2]):
        assert all(abs(a - b) <= off_px + 1 for a, b in zip(found, place, strict=True))


@pytest.mark.parametrize(
    ("card", "said", "meant"),
    [
        ({"coordinates": "grid_1"}, [0.5, 0.25], [640, 200]),
        ({"coordinates": "grid_1000", "axes": "yx"}, [250, 500], [640, 200]),
        ({"points_with": "box"}, [600, 180, 680, 220], [640, 200]),
        ({"points_with": "box", "axes": "yx", "coordinates": "grid_1"}, [0.2, 0.4, 0.3, 0.6], [640, 200]),
        ({"points_with": "box"}, [640, 200], [640, 200]),
        ({}, [600, 180, 680, 220], [600, 180, 680, 220]),
    ],
)
def test_a_models_own_way_of_pointing_becomes_a_pixel(
    card: dict[str, str], said: list[float], meant: list[int]
) -> None:
    scale = scale_for((1280, 800), Card(model="a/b", **card))  # type: ignore[arg-type]
    assert scale.to_screen({"coordinate": said})["coordinate"] == meant
