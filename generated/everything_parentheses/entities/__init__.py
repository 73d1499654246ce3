"""Entity and complex types; a name imports its module when first used."""

from __future__ import annotations

from .._runtime.lazy import lazy_names

__getattr__, __dir__ = lazy_names(
    __name__,
    """
    alarm: Alarm AlarmCreate AlarmUpdate
    asset: Asset AssetCreate AssetUpdate
    assignment: Assignment
    camera: Camera CameraCreate CameraUpdate
    drill_site: DrillSite
    expedition: Expedition ExpeditionCreate ExpeditionUpdate
    forecast: Forecast ForecastCreate ForecastUpdate
    infrared_camera: InfraredCamera InfraredCameraCreate InfraredCameraUpdate
    instrument: Instrument InstrumentCreate InstrumentUpdate
    item: Item ItemCreate ItemUpdate
    log_day: LogDay LogDayCreate LogDayUpdate
    note: Note
    outlook: Outlook
    person: Person PersonCreate PersonUpdate
    photo: Photo PhotoCreate PhotoUpdate
    reading: Reading ReadingCreate ReadingUpdate
    receipt: Receipt
    recorded: Recorded
    sample: Sample SampleCreate SampleUpdate
    shipment: Shipment ShipmentCreate ShipmentUpdate
    site: Site
    vehicle: Vehicle VehicleCreate VehicleFuel VehicleUpdate
    medical: medical
    """,
)
