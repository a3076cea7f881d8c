"""Where articles come from; every module here yields ``Article | Rejected``."""
