property-lon = 经度（WGS-84）
property-lat = 纬度（WGS-84）
property-page = 本站页面
