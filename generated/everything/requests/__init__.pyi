from . import medical as medical
from .alarm import AlarmCollectionRequestBuilder as AlarmCollectionRequestBuilder
from .alarm import AlarmRequestBuilder as AlarmRequestBuilder
from .asset import AssetAssetRequestBuilder as AssetAssetRequestBuilder
from .asset import AssetCollectionPaths as AssetCollectionPaths
from .asset import AssetCollectionRequestBuilder as AssetCollectionRequestBuilder
from .asset import (
    AssetEquipmentCollectionRequestBuilder as AssetEquipmentCollectionRequestBuilder,
)
from .asset import AssetEquipmentRequestBuilder as AssetEquipmentRequestBuilder
from .asset import AssetNearestRequestBuilder as AssetNearestRequestBuilder
from .asset import AssetPaths as AssetPaths
from .asset import AssetRequestBuilder as AssetRequestBuilder
from .asset import AssetTransportRequestBuilder as AssetTransportRequestBuilder
from .assignment import AssignmentRequestBuilder as AssignmentRequestBuilder
from .camera import CameraCastRequestBuilder as CameraCastRequestBuilder
from .camera import CameraCollectionRequestBuilder as CameraCollectionRequestBuilder
from .camera import CameraPaths as CameraPaths
from .camera import CameraRequestBuilder as CameraRequestBuilder
from .drill_site import DrillSiteRequestBuilder as DrillSiteRequestBuilder
from .expedition import ExpeditionCollectionPaths as ExpeditionCollectionPaths
from .expedition import (
    ExpeditionCollectionRequestBuilder as ExpeditionCollectionRequestBuilder,
)
from .expedition import (
    ExpeditionExpeditionsCollectionRequestBuilder as ExpeditionExpeditionsCollectionRequestBuilder,
)
from .expedition import (
    ExpeditionExpeditionsRequestBuilder as ExpeditionExpeditionsRequestBuilder,
)
from .expedition import ExpeditionPaths as ExpeditionPaths
from .expedition import ExpeditionRequestBuilder as ExpeditionRequestBuilder
from .forecast import (
    ForecastCollectionRequestBuilder as ForecastCollectionRequestBuilder,
)
from .forecast import ForecastRequestBuilder as ForecastRequestBuilder
from .infrared_camera import (
    InfraredCameraCollectionRequestBuilder as InfraredCameraCollectionRequestBuilder,
)
from .infrared_camera import (
    InfraredCameraRequestBuilder as InfraredCameraRequestBuilder,
)
from .instrument import (
    InstrumentCastCollectionRequestBuilder as InstrumentCastCollectionRequestBuilder,
)
from .instrument import InstrumentCastRequestBuilder as InstrumentCastRequestBuilder
from .instrument import InstrumentCollectionPaths as InstrumentCollectionPaths
from .instrument import (
    InstrumentCollectionRequestBuilder as InstrumentCollectionRequestBuilder,
)
from .instrument import InstrumentPaths as InstrumentPaths
from .instrument import (
    InstrumentReplacementRequestBuilder as InstrumentReplacementRequestBuilder,
)
from .instrument import InstrumentRequestBuilder as InstrumentRequestBuilder
from .instrument import (
    InstrumentRetiredInstrumentsCollectionRequestBuilder as InstrumentRetiredInstrumentsCollectionRequestBuilder,
)
from .instrument import (
    InstrumentRetiredInstrumentsRequestBuilder as InstrumentRetiredInstrumentsRequestBuilder,
)
from .item import ItemCollectionRequestBuilder as ItemCollectionRequestBuilder
from .item import ItemRequestBuilder as ItemRequestBuilder
from .log_day import LogDayCollectionRequestBuilder as LogDayCollectionRequestBuilder
from .log_day import LogDayRequestBuilder as LogDayRequestBuilder
from .person import PersonCollectionRequestBuilder as PersonCollectionRequestBuilder
from .person import PersonCommanderRequestBuilder as PersonCommanderRequestBuilder
from .person import PersonDeputyRequestBuilder as PersonDeputyRequestBuilder
from .person import (
    PersonLeadersCollectionRequestBuilder as PersonLeadersCollectionRequestBuilder,
)
from .person import PersonLeadersRequestBuilder as PersonLeadersRequestBuilder
from .person import PersonOnDutyRequestBuilder as PersonOnDutyRequestBuilder
from .person import PersonPaths as PersonPaths
from .person import PersonRequestBuilder as PersonRequestBuilder
from .person import (
    PersonRoommatesCollectionRequestBuilder as PersonRoommatesCollectionRequestBuilder,
)
from .photo import PhotoCollectionRequestBuilder as PhotoCollectionRequestBuilder
from .photo import PhotoRequestBuilder as PhotoRequestBuilder
from .reading import ReadingCollectionRequestBuilder as ReadingCollectionRequestBuilder
from .reading import ReadingRequestBuilder as ReadingRequestBuilder
from .sample import SampleCollectionRequestBuilder as SampleCollectionRequestBuilder
from .sample import SamplePaths as SamplePaths
from .sample import SampleRequestBuilder as SampleRequestBuilder
from .sample import (
    SampleSamplesCollectionRequestBuilder as SampleSamplesCollectionRequestBuilder,
)
from .sample import SampleSamplesRequestBuilder as SampleSamplesRequestBuilder
from .shipment import (
    ShipmentCollectionRequestBuilder as ShipmentCollectionRequestBuilder,
)
from .shipment import ShipmentRequestBuilder as ShipmentRequestBuilder
from .site import SiteRequestBuilder as SiteRequestBuilder
from .vehicle import VehicleCollectionRequestBuilder as VehicleCollectionRequestBuilder
from .vehicle import VehicleRequestBuilder as VehicleRequestBuilder
