"""People who were made up, as a directory sends them: 28 properties of each."""

from __future__ import annotations

from typing import Any

_GIVEN = ("Ada", "Grace", "Alan", "Mary", "Émilie", "José", "Søren", "Yuki")
_FAMILY = ("Lovelace", "Hopper", "Turing", "Somerville", "du Châtelet", "Núñez", "Ito")
_OFFICES = (
    ("Bergen", "NO", "5003", "Strandgaten 12"),
    ("Zürich", "CH", "8001", "Bahnhofstrasse 7"),
    ("Austin", "US", "78701", "600 Congress Avenue"),
)
_DEPARTMENTS = ("Research", "Sales", "Legal", "Facilities", "Engineering")
_PLANS = (
    ("exchange", "9aaf7827-d63c-4b61-89c3-182f06f82e5c"),
    ("SharePoint", "5dbe027f-2339-4123-9542-606e4d348a72"),
)


def user(number: int) -> dict[str, Any]:
    """One of them; the same number is the same person."""
    given, family = (names[number % len(names)] for names in (_GIVEN, _FAMILY))
    city, country, postal_code, street = _OFFICES[number % len(_OFFICES)]
    name = f"person{number}"
    address = f"{name}@contoso.com"
    return {
        "id": f"6c0e7a15-2b1d-4f0e-9c55-{number:012}",
        "accountEnabled": number % 50 != 0,
        "assignedLicenses": [
            {"disabledPlans": [], "skuId": "6fd2c87f-b296-42f0-b197-1e91e994b900"}
        ],
        "assignedPlans": [
            {
                "assignedDateTime": "2024-03-01T08:30:00Z",
                "capabilityStatus": "Enabled",
                "service": service,
                "servicePlanId": plan,
            }
            for service, plan in _PLANS
        ],
        "businessPhones": [f"+1 555555{number:04}"],
        "city": city,
        "companyName": "Contoso",
        "country": country,
        "createdDateTime": "2024-03-01T08:15:30Z",
        "department": _DEPARTMENTS[number % len(_DEPARTMENTS)],
        "displayName": f"{given} {family}",
        "employeeHireDate": "2024-03-01T00:00:00Z",
        "employeeId": f"{number:06}",
        "employeeType": "Employee",
        "givenName": given,
        "jobTitle": None if number % 3 else "Team lead",
        "lastPasswordChangeDateTime": "2026-01-31T12:30:45Z",
        "mail": address,
        "mailNickname": name,
        "mobilePhone": None if number % 4 else "+1 5555551234",
        "officeLocation": f"{number % 4 + 1}/{number % 60}",
        "onPremisesSyncEnabled": None,
        "postalCode": postal_code,
        "preferredLanguage": "en-US",
        "proxyAddresses": [f"SMTP:{address}", f"smtp:{name}@contoso.example"],
        "streetAddress": street,
        "surname": family,
        "userPrincipalName": address,
    }
