mock_provider "tencentcloud" {}

mock_provider "random" {}

variables {
  name = "shop"
}

run "one_of_yours" {
  command = plan

  variables {
    certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
    key         = "-----BEGIN EC PRIVATE KEY-----\nMHcC\n-----END EC PRIVATE KEY-----\n"
  }

  assert {
    condition     = tencentcloud_ssl_certificate.this[0].type == "SVR" && endswith(tencentcloud_ssl_certificate.this[0].cert, "-----END CERTIFICATE-----")
    error_message = "The certificate must be that of a server, without the line break that the service refuses."
  }
}

run "that_of_an_authority" {
  command = plan

  variables {
    certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
  }

  assert {
    condition     = tencentcloud_ssl_certificate.this[0].type == "CA" && length(tencentcloud_ssl_free_certificate.this) == 0
    error_message = "Without a key it must be that of an authority."
  }
}

run "a_free_one" {
  command = plan

  variables {
    free_certificate = { domain = "www.example.com" }
  }

  assert {
    condition     = tencentcloud_ssl_free_certificate.this[0].dv_auth_method == "DNS_AUTO" && length(tencentcloud_ssl_certificate.this) == 0
    error_message = "The service must prove the domain by itself."
  }
}

run "none" {
  command = plan

  expect_failures = [var.certificate]
}
