"""What the small sites of the examples share: served on this machine only, in English and Chinese, with forms that
can't be forged and limits on what is sent. It knows no site."""
