# A certificate for load balancers, CDN and the like: one of yours, which is uploaded, or a free one for a domain in DNSPod.

locals {
  id = var.free_certificate == null ? tencentcloud_ssl_certificate.this[0].id : tencentcloud_ssl_free_certificate.this[0].id
}

resource "tencentcloud_ssl_certificate" "this" {
  count = var.free_certificate == null ? 1 : 0

  name = var.name
  type = nonsensitive(var.key == null) ? "CA" : "SVR"
  cert = trimspace(var.certificate)
  key  = var.key == null ? null : trimspace(var.key)
  tags = var.tags

  lifecycle {
    # What uses the old one gets the new one first.
    create_before_destroy = true
  }
}

# Another number is another certificate.
resource "random_id" "issue" {
  count = var.free_certificate == null ? 0 : 1

  byte_length = 4
  keepers = {
    issue = var.free_certificate.issue
  }
}

# Valid for three months, and not renewed by itself. The service keeps its key, and the state, too.
resource "tencentcloud_ssl_free_certificate" "this" {
  count = var.free_certificate == null ? 0 : 1

  domain          = var.free_certificate.domain
  dv_auth_method  = "DNS_AUTO"
  alias           = var.name
  contact_email   = var.free_certificate.contact_email
  package_type    = "83"
  validity_period = "3"

  lifecycle {
    create_before_destroy = true
    replace_triggered_by  = [random_id.issue]
  }
}
