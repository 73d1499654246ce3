"""Request builders; a name imports its module when first used."""

from __future__ import annotations

from .._runtime.lazy import lazy_names

__getattr__, __dir__ = lazy_names(
    __name__,
    """
    alarm: AlarmCollectionRequestBuilder AlarmRequestBuilder
    asset: AssetAssetRequestBuilder AssetCollectionPaths AssetCollectionRequestBuilder
        AssetEquipmentCollectionRequestBuilder AssetEquipmentRequestBuilder
        AssetNearestRequestBuilder AssetPaths AssetRequestBuilder
        AssetTransportRequestBuilder
    assignment: AssignmentRequestBuilder
    camera: CameraCastRequestBuilder CameraCollectionRequestBuilder CameraPaths
        CameraRequestBuilder
    drill_site: DrillSiteRequestBuilder
    expedition: ExpeditionCollectionPaths ExpeditionCollectionRequestBuilder
        ExpeditionExpeditionsCollectionRequestBuilder
        ExpeditionExpeditionsRequestBuilder ExpeditionPaths ExpeditionRequestBuilder
    forecast: ForecastCollectionRequestBuilder ForecastRequestBuilder
    infrared_camera: InfraredCameraCollectionRequestBuilder InfraredCameraRequestBuilder
    instrument: InstrumentCastCollectionRequestBuilder InstrumentCastRequestBuilder
        InstrumentCollectionPaths InstrumentCollectionRequestBuilder InstrumentPaths
        InstrumentReplacementRequestBuilder InstrumentRequestBuilder
        InstrumentRetiredInstrumentsCollectionRequestBuilder
        InstrumentRetiredInstrumentsRequestBuilder
    item: ItemCollectionRequestBuilder ItemRequestBuilder
    log_day: LogDayCollectionRequestBuilder LogDayRequestBuilder
    person: PersonCollectionRequestBuilder PersonCommanderRequestBuilder
        PersonDeputyRequestBuilder PersonLeadersCollectionRequestBuilder
        PersonLeadersRequestBuilder PersonOnDutyRequestBuilder PersonPaths
        PersonRequestBuilder PersonRoommatesCollectionRequestBuilder
    photo: PhotoCollectionRequestBuilder PhotoRequestBuilder
    reading: ReadingCollectionRequestBuilder ReadingRequestBuilder
    sample: SampleCollectionRequestBuilder SamplePaths SampleRequestBuilder
        SampleSamplesCollectionRequestBuilder SampleSamplesRequestBuilder
    shipment: ShipmentCollectionRequestBuilder ShipmentRequestBuilder
    site: SiteRequestBuilder
    vehicle: VehicleCollectionRequestBuilder VehicleRequestBuilder
    medical: medical
    """,
)
