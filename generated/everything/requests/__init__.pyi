from . import medical as medical
from .alarm import AlarmCollectionRequestBuilder as AlarmCollectionRequestBuilder
from .alarm import AlarmRequestBuilder as AlarmRequestBuilder
from .asset import AssetCollectionRequestBuilder as AssetCollectionRequestBuilder
from .asset import AssetCollectionRequestBuilder_ as AssetCollectionRequestBuilder_
from .asset import AssetEquipmentRequestBuilder as AssetEquipmentRequestBuilder
from .asset import AssetNearestRequestBuilder as AssetNearestRequestBuilder
from .asset import AssetRequestBuilder as AssetRequestBuilder
from .asset import AssetRequestBuilder_ as AssetRequestBuilder_
from .assignment import AssignmentRequestBuilder as AssignmentRequestBuilder
from .camera import CameraCollectionRequestBuilder as CameraCollectionRequestBuilder
from .camera import CameraRequestBuilder as CameraRequestBuilder
from .camera import CameraRequestBuilder_ as CameraRequestBuilder_
from .drill_site import DrillSiteRequestBuilder as DrillSiteRequestBuilder
from .expedition import (
    ExpeditionCollectionRequestBuilder as ExpeditionCollectionRequestBuilder,
)
from .expedition import (
    ExpeditionCollectionRequestBuilder_ as ExpeditionCollectionRequestBuilder_,
)
from .expedition import ExpeditionRequestBuilder as ExpeditionRequestBuilder
from .expedition import ExpeditionRequestBuilder_ as ExpeditionRequestBuilder_
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
    InstrumentCollectionRequestBuilder as InstrumentCollectionRequestBuilder,
)
from .instrument import (
    InstrumentInstrumentCollectionRequestBuilder as InstrumentInstrumentCollectionRequestBuilder,
)
from .instrument import (
    InstrumentInstrumentsRequestBuilder as InstrumentInstrumentsRequestBuilder,
)
from .instrument import InstrumentRequestBuilder as InstrumentRequestBuilder
from .instrument import InstrumentRequestBuilder_ as InstrumentRequestBuilder_
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
from .person import (
    PersonLeadersCollectionRequestBuilder as PersonLeadersCollectionRequestBuilder,
)
from .person import PersonLeadersRequestBuilder as PersonLeadersRequestBuilder
from .person import PersonOnDutyRequestBuilder as PersonOnDutyRequestBuilder
from .person import PersonRequestBuilder as PersonRequestBuilder
from .person import PersonRequestBuilder_ as PersonRequestBuilder_
from .person import (
    PersonRoommatesCollectionRequestBuilder as PersonRoommatesCollectionRequestBuilder,
)
from .photo import PhotoCollectionRequestBuilder as PhotoCollectionRequestBuilder
from .photo import PhotoRequestBuilder as PhotoRequestBuilder
from .reading import ReadingCollectionRequestBuilder as ReadingCollectionRequestBuilder
from .reading import ReadingRequestBuilder as ReadingRequestBuilder
from .sample import SampleCollectionRequestBuilder as SampleCollectionRequestBuilder
from .sample import SampleCollectionRequestBuilder_ as SampleCollectionRequestBuilder_
from .sample import SampleRequestBuilder as SampleRequestBuilder
from .sample import SampleRequestBuilder_ as SampleRequestBuilder_
from .shipment import (
    ShipmentCollectionRequestBuilder as ShipmentCollectionRequestBuilder,
)
from .shipment import ShipmentRequestBuilder as ShipmentRequestBuilder
from .site import SiteRequestBuilder as SiteRequestBuilder
from .vehicle import VehicleCollectionRequestBuilder as VehicleCollectionRequestBuilder
