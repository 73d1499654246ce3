"""Photos and portraits: bytes that come and go whole, in pieces, and from files."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest
from tests.e2e.station import Station

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 1000


def _ada(station: Station) -> UUID:
    made = station.put("/people", name="Ada", country="GB", passport="1")
    return UUID(made["id"])


def _held(station: Station, path: str) -> tuple[bytes, str]:
    answer = station.http.get(path)
    assert answer.status_code == 200
    return answer.content, answer.headers["content-type"]


def test_media_entities_are_made_of_their_media(station: Station) -> None:
    photos = station.client.photos
    photo = photos.create_media(PNG, content_type="image/png")
    other = photos.create_media(b"other", content_type="image/jpeg")
    assert (type(photo), photo.number) == (station.entities.Photo, 1)
    photos[1].update(caption="Aurora")
    assert _held(station, "/photos/1/$value") == (PNG, "image/png")
    assert photos[other.number].media.get() == b"other"
    assert photos[1].media.get() == PNG
    assert station.last.headers["accept"] == "*/*"
    assert photos[1].get().caption == "Aurora"
    photos[1].media.put(b"later", content_type="image/jpeg")
    assert _held(station, "/photos/1/$value") == (b"later", "image/jpeg")
    photos[1].media.delete()
    assert [each["number"] for each in station.read("/photos")] == [2]


def test_media_in_pieces_and_files(station: Station, tmp_path: Path) -> None:
    source, target = tmp_path / "aurora.png", tmp_path / "copy.png"
    source.write_bytes(PNG)
    photos = station.client.photos
    photos.create_media(source, content_type="image/png")
    with photos[1].media.stream() as media:
        assert media.headers["content-type"] == "image/png"
        media.save(target)
    assert target.read_bytes() == PNG
    photos[1].media.put(io.BytesIO(b"0123"), content_type="image/png")
    assert _held(station, "/photos/1/$value")[0] == b"0123"
    photos[1].media.put(iter([b"ab", b"cd"]), content_type="image/png")
    assert _held(station, "/photos/1/$value")[0] == b"abcd"
    with photos[1].media.stream() as media:
        assert b"".join(media) == b"abcd"


def test_stream_properties(station: Station) -> None:
    ada = _ada(station)
    photos = station.client.photos
    photos.create_media(PNG, content_type="image/png")
    assert photos[1].thumbnail.get() == b""
    photos[1].thumbnail.put(b"small", content_type="image/png")
    assert _held(station, "/photos/1/thumbnail") == (b"small", "image/png")
    assert photos[1].media.get() == PNG, "the other stream is as it was"
    photos[1].thumbnail.delete()
    assert station.status("/photos/1/thumbnail") == 204
    portrait = station.client.people[ada].portrait
    portrait.put(b"face", content_type="image/jpeg")
    assert portrait.get() == b"face"
    assert _held(station, f"/people/{ada}/portrait") == (b"face", "image/jpeg")
    assert station.client.people[ada].get().name == "Ada"


def test_photos_have_their_cameras(station: Station) -> None:
    client = station.client
    client.assets.create(station.entities.Camera(tag="c"))
    client.photos.create_media(PNG, content_type="image/png")
    client.photos[1].camera.set_reference(client.assets["c"])
    assert client.photos[1].camera.get().tag == "c"
    assert station.read("/photos/1/camera")["tag"] == "c"


def test_what_is_missing(station: Station) -> None:
    photo = station.client.photos[9]
    for call in (photo.media.get, photo.media.delete, photo.thumbnail.get):
        with pytest.raises(station.errors.NotFoundError):
            call()
    with (
        pytest.raises(station.errors.NotFoundError),
        photo.media.stream() as media,
    ):
        media.read()


def test_asynchronously(station: Station, tmp_path: Path) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield b"ab"
        yield b"cd"

    async def program() -> bytes:
        target = tmp_path / "copy"
        async with station.awaited() as client:
            photo = await client.photos.create_media(PNG, content_type="image/png")
            media = client.photos[photo.number].media
            async with media.stream() as found:
                await found.save(target)
            await media.put(pieces(), content_type="image/png")
            await client.photos[1].thumbnail.put(b"t", content_type="image/png")
            assert await client.photos[1].thumbnail.get() == b"t"
        return target.read_bytes()

    assert asyncio.run(program()) == PNG
    assert _held(station, "/photos/1/$value") == (b"abcd", "image/png")


def test_in_batches(station: Station) -> None:
    station.client.photos.create_media(PNG, content_type="image/png")
    with station.client.batch() as batch:
        put = batch.photos[1].thumbnail.put(b"\x00\xff", content_type="image/png")
        got = batch.after(put).photos[1].thumbnail.get()
        whole = batch.photos[1].media.get()
    assert put.result() is None
    assert got.result() == b"\x00\xff"
    assert whole.result() == PNG
